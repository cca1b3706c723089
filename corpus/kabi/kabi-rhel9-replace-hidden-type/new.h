#include "kabi-rhel9.h"

struct device {
	int id;
	RH_KABI_REPLACE(int budget, int quota)
	int extra;
	long state;
};

struct device *device_get(void);
