#include "kabi-anolis.h"

struct device {
	int id;
	int (*poll)(int);
	long state;
};

struct device *device_get(void);
