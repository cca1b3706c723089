#include "kabi-deepin.h"

struct device {
	int id;
	DEEPIN_KABI_DEPRECATE(struct { long low; long high; }, budget)
	long state;
};

struct device *device_get(void);
