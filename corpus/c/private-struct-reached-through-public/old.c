#include "old.h"

struct pool {
	void *first;
	long limit;
};

static struct pool pool;

void arena_init(struct arena *arena)
{
	pool.limit = 64;
	arena->pool = &pool;
	arena->used = 0;
}

long arena_take(struct arena *arena, long bytes)
{
	if (arena->used + bytes > arena->pool->limit)
		return -1;
	arena->used += bytes;
	return arena->used;
}
