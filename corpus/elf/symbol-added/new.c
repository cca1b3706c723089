#include "new.h"

int ring_limit = 16;
static int used;

int ring_is_full(void)
{
	return used >= ring_limit;
}

int ring_put(int value)
{
	return value < 0 || ring_is_full() ? -1 : ++used;
}
