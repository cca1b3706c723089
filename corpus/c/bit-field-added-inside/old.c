#include "old.h"

static struct cache cache;

struct cache *cache_get(void)
{
	cache.valid = 1;
	cache.dirty = 1;
	cache.ways = 16;
	return &cache;
}
