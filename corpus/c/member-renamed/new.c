#include "new.h"

static struct timer timer;

struct timer *timer_new(void)
{
	timer.timeout = 250;
	timer.flags = 1;
	return &timer;
}
