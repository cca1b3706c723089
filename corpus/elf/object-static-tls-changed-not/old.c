#include "old.h"

static __thread int last[2048];

int gauge_read(int channel)
{
	return channel * 3 + last[channel]++;
}
