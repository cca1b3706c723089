#include "kabi-rhel9.h"

struct device {
	int id;
	RH_KABI_DEPRECATE(long, budget)
	long state;
};

struct device *device_get(void);
