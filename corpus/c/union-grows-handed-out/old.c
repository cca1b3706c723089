#include "old.h"

static union token token;

union token *token_next(void)
{
	token.number = 41;
	return &token;
}
