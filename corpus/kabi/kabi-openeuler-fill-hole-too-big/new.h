#include "kabi-openeuler.h"

struct device {
	int id;
	KABI_FILL_HOLE(long mtu)
	long state;
};

struct device *device_get(void);
