#include "kabi-rhel9.h"

struct device {
	int id;
	RH_KABI_USE3(1, 2, 3, long window[3])
	long state;
};

struct device *device_get(void);
