#include "old.h"

long context_first(const struct context *c)
{
	return c->used + c->base[0];
}
