#include "kabi-deepin.h"

struct device {
	int id;
	DEEPIN_KABI_RESERVE(1)
	DEEPIN_KABI_RESERVE(2)
	long state;
};

struct device *device_get(void);
