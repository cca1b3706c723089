#include "kabi-android25.h"

struct device {
	int id;
	ANDROID_KABI_USE2(1, 2, long window[3])
	long state;
};

struct device *device_get(void);
