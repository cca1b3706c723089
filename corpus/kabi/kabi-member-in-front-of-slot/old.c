#include "old.h"

unsigned long device_sum(struct device *devices, int count)
{
	unsigned long sum = 0;

	for (int i = 0; i < count; i++)
		sum += devices[i].rh_reserved1;
	return sum;
}
