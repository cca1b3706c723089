#include "kabi-openeuler.h"

struct device {
	int id;
	KABI_USE2(1, 2, struct { long low; long high; } window)
	long state;
};

struct device *device_get(void);
