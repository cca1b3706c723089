#include "kabi-android25.h"

struct device {
	int id;
	ANDROID_KABI_REPLACE(int, budget, int quota)
	int extra;
	long state;
};

struct device *device_get(void);
