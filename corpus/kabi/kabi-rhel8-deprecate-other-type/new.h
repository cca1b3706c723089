#include "kabi-rhel8.h"

struct device {
	int id;
	RH_KABI_DEPRECATE(struct { long low; long high; }, budget)
	long state;
};

struct device *device_get(void);
