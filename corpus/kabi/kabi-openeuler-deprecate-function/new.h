#include "kabi-openeuler.h"

struct device {
	int id;
	KABI_DEPRECATE_FN(int, poll, int)
	long state;
};

struct device *device_get(void);
