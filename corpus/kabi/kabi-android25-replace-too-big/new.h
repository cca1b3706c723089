#include "kabi-android25.h"

struct device {
	int id;
	ANDROID_KABI_REPLACE(long, budget, long window[2])
	long state;
};

struct device *device_get(void);
