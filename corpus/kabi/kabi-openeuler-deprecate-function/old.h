#include "kabi-openeuler.h"

struct device {
	int id;
	int (*poll)(int);
	long state;
};

struct device *device_get(void);
