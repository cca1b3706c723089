#include "kabi-openeuler.h"

struct device {
	int id;
	KABI_REPLACE(long budget, long window[2])
	long state;
};

struct device *device_get(void);
