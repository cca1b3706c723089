#include "kabi-android25.h"

struct device {
	int id;
	ANDROID_KABI_RESERVE_ARRAY(1, 16)
	long state;
};

struct device *device_get(void);
