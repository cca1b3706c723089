#include "old.h"

int main(void)
{
	struct cache *c = cache_get();

	return c->valid == 1 && c->dirty == 1 && c->ways == 16 ? 0 : 1;
}
