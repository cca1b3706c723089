#include "old.h"

#include <string.h>

void device_fill(struct device *device)
{
	memset(device, 1, sizeof *device);
}
