#include "old.h"

static int lamp;

void lamp_set(int on)
{
	lamp = on;
}

int lamp_get(void)
{
	return lamp;
}
