#include "kabi-rhel9.h"

struct device {
	int id;
	RH_KABI_USE(1, int mtu)
	long state;
};

struct device *device_get(void);
