#include "kabi-android.h"

struct device {
	int id;
	ANDROID_KABI_RESERVE(1)
	ANDROID_KABI_RESERVE(2)
	long state;
};

struct device *device_get(void);
