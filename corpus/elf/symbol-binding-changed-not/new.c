#include "new.h"

static int count;

int event_count(void)
{
	return count;
}

void event_fire(void)
{
	count++;
}
