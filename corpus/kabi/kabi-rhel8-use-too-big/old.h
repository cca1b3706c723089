#include "kabi-rhel8.h"

struct device {
	int id;
	RH_KABI_RESERVE(1)
	RH_KABI_RESERVE(2)
	long state;
};

struct device *device_get(void);
