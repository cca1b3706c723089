#include "old.h"

struct parser {
	enum parser_state state;
	int line;
};

static struct parser parser;

struct parser *parser_new(void)
{
	parser.state = PARSER_IDLE;
	parser.line = 1;
	return &parser;
}

enum parser_state parser_feed(struct parser *parser, char c)
{
	if (c == '\n')
		parser->line++;
	parser->state = parser->line > 2 ? PARSER_DONE : PARSER_BUSY;
	return parser->state;
}
