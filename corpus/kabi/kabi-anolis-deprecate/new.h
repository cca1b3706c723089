#include "kabi-anolis.h"

struct device {
	int id;
	CK_KABI_DEPRECATE(long, budget)
	long state;
};

struct device *device_get(void);
