#include "new.h"

static int token_ids[] = { 1, 2 };
static int token_lines[] = { 90, 120 };

struct token *token_next(void)
{
	return (struct token *)&token_ids[1];
}

int token_line(struct token *token)
{
	return token_lines[(int *)token - token_ids];
}
