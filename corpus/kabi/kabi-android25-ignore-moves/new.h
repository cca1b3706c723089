#include "kabi-android25.h"

struct device {
	int id;
	ANDROID_KABI_IGNORE(1, long mtu)
	long state;
};

struct device *device_get(void);
