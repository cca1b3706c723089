#include "kabi-android.h"

struct device {
	int id;
	ANDROID_BACKPORT_USE_ARRAY(1, 8, long window)
	char flag;
	long state;
};

struct device *device_get(void);
