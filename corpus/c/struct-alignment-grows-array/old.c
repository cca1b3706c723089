#include "old.h"

static struct stats stats;

const struct stats *stats_get(void)
{
	for (int i = 0; i < 4; i++)
		stats.cpu[i].hits = 100 + i;
	return &stats;
}
