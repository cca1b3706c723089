#include "old.h"

static struct region region = { .address = 4096 };

struct region *region_get(void)
{
	return &region;
}
