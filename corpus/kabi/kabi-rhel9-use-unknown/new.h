#include "kabi-rhel9.h"

struct device {
	int id;
	RH_KABI_RESERVE(1)
	long state;
	RH_KABI_USE(2, int mtu)
};

void device_fill(struct device *device);
