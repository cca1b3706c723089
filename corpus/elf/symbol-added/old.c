#include "old.h"

static int used;

int ring_put(int value)
{
	return value < 0 ? -1 : ++used;
}
