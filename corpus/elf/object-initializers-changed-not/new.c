#include "new.h"

static volatile int scale = 3;

static void __attribute__((constructor)) set_up(void)
{
	scale = 1 + 2;
}

int gauge_read(int channel)
{
	return channel * scale;
}
