#include "kabi-tencent.h"

struct device {
	int id;
	long window[2];
	KABI_RESERVE(2)
	long state;
};

struct device *device_get(void);
