#include "old.h"

extern void event_hook(int count) __attribute__((weak));

static int count;

int event_count(void)
{
	return count;
}

void event_fire(void)
{
	count++;
	if (event_hook)
		event_hook(count);
}
