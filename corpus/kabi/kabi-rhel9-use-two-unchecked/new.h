#include "kabi-rhel9.h"

struct device {
	int id;
	RH_KABI_USE2(1, 2, struct { long low; long high; } window)
	long state;
};

struct device *device_get(void);
