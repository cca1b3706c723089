#include "kabi-android25.h"

struct device {
	int id;
	ANDROID_KABI_RESERVE(1)
	long state;
};

struct device *device_get(void);
