#include "kabi-anolis.h"

struct device {
	int id;
	CK_KABI_USE2(1, 2, struct { long low; long high; } window)
	long state;
};

struct device *device_get(void);
