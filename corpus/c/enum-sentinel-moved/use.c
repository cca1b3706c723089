#include "old.h"

int main(void)
{
	for (int i = 0; i < METRIC_COUNT; i++)
		if (metric_get(i) != 100 + i)
			return 1;
	return 0;
}
