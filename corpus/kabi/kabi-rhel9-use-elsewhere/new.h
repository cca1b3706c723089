#include "kabi-rhel9.h"

struct device {
	int id;
	long state;
	RH_KABI_USE(1, int mtu)
};

struct device *device_get(void);
