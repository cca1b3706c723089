#include "old.h"

int vendor_sum(const void *vendors, int count)
{
	const struct vendor *vendor = vendors;
	int sum = 0;

	for (int i = 0; i < count; i++)
		sum += ((const struct vendor *)((const char *)vendor + i * sizeof *vendor))->length;
	return sum;
}

int vendor_first(const struct vendor *vendor)
{
	return vendor->data[0];
}
