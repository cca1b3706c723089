#include "kabi-openeuler.h"

enum { before = __COUNTER__ };

struct device {
	int id;
	KABI_USE(1, int mtu)
	long state;
};

struct device *device_get(void);
