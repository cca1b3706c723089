#include "kabi-upstream.h"

struct device {
	int id;
	KABI_IGNORE(1, int mtu)
	long state;
};

struct device *device_get(void);
