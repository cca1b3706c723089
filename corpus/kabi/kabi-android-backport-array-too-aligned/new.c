#include "new.h"

static struct device device = { .id = 7, .state = 42, .flag = 1 };

struct device *device_get(void)
{
	return &device;
}
