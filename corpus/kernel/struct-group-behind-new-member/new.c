#include "new.h"

unsigned long stats_rx(struct stats *stats)
{
	return stats->rx;
}
