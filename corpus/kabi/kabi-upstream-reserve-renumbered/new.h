#include "kabi-upstream.h"

struct device {
	int id;
	KABI_USE(2, int mtu)
	long state;
};

struct device *device_get(void);
