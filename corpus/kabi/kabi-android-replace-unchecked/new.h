#include "kabi-android.h"

struct device {
	int id;
	ANDROID_KABI_REPLACE(long budget, struct { int quota; int burst; })
	long state;
};

struct device *device_get(void);
