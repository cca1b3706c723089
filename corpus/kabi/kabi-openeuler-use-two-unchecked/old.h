#include "kabi-openeuler.h"

struct device {
	int id;
	KABI_RESERVE(1)
	KABI_RESERVE(2)
	long state;
};

struct device *device_get(void);
