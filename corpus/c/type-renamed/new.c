#include "new.h"

static struct wait_timer timer;

struct wait_timer *timer_new(void)
{
	timer.msec = 250;
	return &timer;
}

long timer_left(const struct wait_timer *t)
{
	return t->msec;
}
