#include "kabi-rhel8.h"

struct device {
	int id;
	RH_KABI_USE2(1, 2, long window[3])
	long state;
};

struct device *device_get(void);
