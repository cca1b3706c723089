#include "old.h"

static struct bus bus = { .count = 3 };

struct bus *bus_get(void)
{
	return &bus;
}
