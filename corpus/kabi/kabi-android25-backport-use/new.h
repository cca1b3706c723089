#include "kabi-android25.h"

struct device {
	int id;
	ANDROID_KABI_BACKPORT_USE(1, int mtu)
	long state;
};

struct device *device_get(void);
