#include "kabi-rhel9.h"

struct device {
	int id;
	RH_KABI_USE2(1, 2, __int128 window)
	long state;
};

struct device *device_get(void);
