#include "kabi-rhel9.h"

struct device {
	int id;
	RH_KABI_RESERVE(1)
	long state;
};

void device_fill(struct device *device);
