#include "old.h"

static struct timer timer;

struct timer *timer_new(void)
{
	timer.msec = 250;
	return &timer;
}

long timer_left(const struct timer *t)
{
	return t->msec;
}
