#include "kabi-rhel8.h"

struct device {
	int id;
	long state;
	RH_KABI_EXTEND(int mtu)
};

struct device *device_get(void);
