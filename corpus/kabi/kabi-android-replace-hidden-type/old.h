#include "kabi-android.h"

struct device {
	int id;
	long budget;
	long state;
};

struct device *device_get(void);
