#include "old.h"

static volatile int scale = 3;


int gauge_read(int channel)
{
	return channel * scale;
}
