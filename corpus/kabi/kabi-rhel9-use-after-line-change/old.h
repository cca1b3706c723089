#include "kabi-rhel9.h"

struct device {
	int id;
	RH_KABI_USE(1, int mtu)
	RH_KABI_EXTEND_WITH_SIZE(int speed, 2)
	long state;
};

struct device *device_get(void);
