#include "kabi-android.h"

struct device {
	int id;
	ANDROID_BACKPORT_RESERVE_ARRAY(1, 12)
	long state;
};

struct device *device_get(void);
