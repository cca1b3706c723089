#include "kabi-rhel8.h"

struct device {
	int id;
	RH_KABI_USE(1, int mtu)
	RH_KABI_RESERVE(2)
	long state;
};

int bus_add(struct device *device);
int card_add(struct device *device);
