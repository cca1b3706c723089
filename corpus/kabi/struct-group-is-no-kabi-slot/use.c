#include "old.h"

int main(void)
{
	struct stats stats[2] = { { .tx = 1, .rx = 42 }, { .tx = 2, .rx = 3 } };

	return stats_rx(&stats[0]) == 42 && stats_rx(&stats[1]) == 3 ? 0 : 1;
}
