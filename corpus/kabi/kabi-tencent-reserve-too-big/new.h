#include "kabi-tencent.h"

struct device {
	int id;
	long window[3];
	long state;
};

struct device *device_get(void);
