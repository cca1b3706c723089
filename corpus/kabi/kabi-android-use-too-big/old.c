#include "old.h"

static struct device device = { .id = 7, .state = 42 };

struct device *device_get(void)
{
	return &device;
}
