#include "kabi-rhel9.h"

struct device {
	int id;
	RH_KABI_RESERVE(1)
	long state;
};

struct device *device_get(void);
