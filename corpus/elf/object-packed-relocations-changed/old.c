#include "old.h"

static int first = 1, second = 2, third = 3, fourth = 4;
static int *const all[] = { &first, &second, &third, &fourth, &first, &second, &third, &fourth };

int gauge_read(int channel)
{
	return *all[channel & 7] * 2;
}
