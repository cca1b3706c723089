#include "kabi-deepin.h"

struct device {
	int id;
	DEEPIN_KABI_REPLACE(long budget, long window[2])
	long state;
};

struct device *device_get(void);
