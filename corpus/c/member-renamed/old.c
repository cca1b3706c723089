#include "old.h"

static struct timer timer;

struct timer *timer_new(void)
{
	timer.msec = 250;
	timer.flags = 1;
	return &timer;
}
