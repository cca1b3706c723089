#include "kabi-rhel9.h"

struct device {
	int id;
	RH_KABI_RENAME(long budget, long allowance)
	long state;
};

struct device *device_get(void);
