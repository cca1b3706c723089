#include "new.h"

static int current;

int counter_next(void)
{
	return ++current;
}
