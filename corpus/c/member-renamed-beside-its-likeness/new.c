#include "new.h"

static struct pool pool = { .failures = 0, .used_bytes = 7, .limit = 100 };

struct pool *pool_get(void)
{
	return &pool;
}
