#include "new.h"

static struct device device = { .id = 7, .state = 42, .flags = 5 };

struct device *device_get(void)
{
	return &device;
}
