#include "new.h"

static struct bus bus = { .count = 3, .first = { .id = 7 } };

struct bus *bus_get(void)
{
	return &bus;
}
