#include "old.h"

int main(void)
{
	struct parser *p = parser_new();

	if (parser_feed(p, '{') != PARSER_BUSY || parser_feed(p, '\n') != PARSER_BUSY)
		return 1;
	return parser_feed(p, '\n') == PARSER_DONE ? 0 : 1;
}
