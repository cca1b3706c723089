#include "kabi-rhel9.h"

struct device {
	int id;
	RH_KABI_FILL_HOLE(long mtu)
	long state;
};

struct device *device_get(void);
