#include "new.h"

static struct token token = { 7, 120 };

struct token *token_next(void)
{
	return &token;
}

int token_line(struct token *token)
{
	return token->line;
}
