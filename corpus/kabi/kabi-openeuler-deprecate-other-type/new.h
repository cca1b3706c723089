#include "kabi-openeuler.h"

struct device {
	int id;
	KABI_DEPRECATE(struct { long low; long high; }, budget)
	long state;
};

struct device *device_get(void);
