#include "kabi-android.h"

struct device {
	int id;
	ANDROID_KABI_USE(1, long window[2])
	ANDROID_KABI_RESERVE(2)
	long state;
};

struct device *device_get(void);
