#include "kabi-android.h"

struct device {
	int id;
	ANDROID_BACKPORT_USE(1, int mtu)
	long state;
};

struct device *device_get(void);
