#include "old.h"

static struct device device = { .id = 7, .state = 42, .nr_reserved = 9 };

struct device *device_get(void)
{
	return &device;
}
