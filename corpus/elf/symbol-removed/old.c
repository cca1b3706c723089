#include "old.h"

static int current;

int counter_next(void)
{
	return ++current;
}

void counter_reset(int start)
{
	current = start;
}
