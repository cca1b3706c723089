#include "kabi-rhel8.h"

struct device {
	int id;
	RH_KABI_DEPRECATE_FN(int, poll, int)
	long state;
};

struct device *device_get(void);
