#include "kabi-android.h"

struct device {
	int id;
	ANDROID_BACKPORT_USE(1, long window[2])
	long state;
};

struct device *device_get(void);
