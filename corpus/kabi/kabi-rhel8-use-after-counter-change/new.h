#include "kabi-rhel8.h"

enum { before = __COUNTER__ };

struct device {
	int id;
	RH_KABI_USE(1, int mtu)
	long state;
};

struct device *device_get(void);
