#include "kabi-openeuler.h"

struct device {
	int id;
	KABI_USE(1, int mtu)
	KABI_RESERVE(2)
	long state;
};

struct device *device_get(void);
