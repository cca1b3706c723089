#include "kabi-rhel8.h"

struct device {
	int id;
	RH_KABI_REPLACE(long budget, long window[2])
	long state;
};

struct device *device_get(void);
