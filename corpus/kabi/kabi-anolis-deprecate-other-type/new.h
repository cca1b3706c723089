#include "kabi-anolis.h"

struct device {
	int id;
	CK_KABI_DEPRECATE(struct { long low; long high; }, budget)
	long state;
};

struct device *device_get(void);
