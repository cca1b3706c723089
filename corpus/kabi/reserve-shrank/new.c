#include "new.h"

long device_sum(struct device *devices, int count)
{
	long sum = 0;

	for (int i = 0; i < count; i++)
		sum += devices[i].id;
	return sum;
}
