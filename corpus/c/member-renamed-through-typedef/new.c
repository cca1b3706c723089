#include "new.h"

long context_first(const struct context *c)
{
	return c->used + c->start[0];
}
