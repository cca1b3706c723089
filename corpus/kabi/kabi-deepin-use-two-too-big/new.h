#include "kabi-deepin.h"

struct device {
	int id;
	DEEPIN_KABI_USE2(1, 2, long window[3])
	long state;
};

struct device *device_get(void);
