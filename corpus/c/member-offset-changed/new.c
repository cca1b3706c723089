#include "new.h"

static struct slab slab;

struct slab *slab_info(void)
{
	slab.base = 4096;
	slab.total = 64;
	slab.used = 12;
	slab.lost = 1;
	return &slab;
}
