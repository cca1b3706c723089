#include "kabi-android25.h"

struct device {
	int id;
	ANDROID_KABI_USE_ARRAY(1, 16, struct { long low; int high; } window)
	long state;
};

struct device *device_get(void);
