#include "kabi-android.h"

struct device {
	int id;
	ANDROID_BACKPORT_RESERVE(1)
	long state;
};

struct device *device_get(void);
