#include "kabi-openeuler.h"

struct device {
	int id;
	KABI_REPLACE(int budget, int quota)
	int extra;
	long state;
};

struct device *device_get(void);
