#include "kabi-rhel9.h"

struct device {
	int id;
	RH_KABI_USE(1, long window[2])
	RH_KABI_RESERVE(2)
	long state;
};

struct device *device_get(void);
