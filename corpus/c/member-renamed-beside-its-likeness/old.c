#include "old.h"

static struct pool pool = { .used = 7, .limit = 100 };

struct pool *pool_get(void)
{
	return &pool;
}
