#include "kabi-rhel9.h"

struct device {
	int id;
	RH_KABI_RENAME(long budget, struct { long low; long high; } allowance)
	long state;
};

struct device *device_get(void);
