#include "kabi-deepin.h"

struct device {
	int id;
	DEEPIN_KABI_DEPRECATE(long, budget)
	long state;
};

struct device *device_get(void);
