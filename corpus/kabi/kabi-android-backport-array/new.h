#include "kabi-android.h"

struct device {
	int id;
	ANDROID_BACKPORT_USE_ARRAY(1, 12, char label[10])
	long state;
};

struct device *device_get(void);
