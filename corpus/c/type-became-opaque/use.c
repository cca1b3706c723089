#include "old.h"

int main(void)
{
	struct token *t = token_next();

	return t->id == 7 && token_line(t) == 120 ? 0 : 1;
}
