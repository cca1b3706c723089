#include "kabi-android25.h"

struct device {
	int id;
	ANDROID_KABI_USE(1, int mtu)
	ANDROID_KABI_RESERVE(2)
	long state;
};

struct device *device_get(void);
