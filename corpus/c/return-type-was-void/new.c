#include "new.h"

static int lamp;

int lamp_set(int on)
{
	int before = lamp;

	lamp = on;
	return before;
}

int lamp_get(void)
{
	return lamp;
}
