#include "kabi-openeuler.h"

struct device {
	int id;
	long state;
	KABI_EXTEND(int mtu)
};

struct device *device_get(void);
