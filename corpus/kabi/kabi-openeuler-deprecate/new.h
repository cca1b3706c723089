#include "kabi-openeuler.h"

struct device {
	int id;
	KABI_DEPRECATE(long, budget)
	long state;
};

struct device *device_get(void);
