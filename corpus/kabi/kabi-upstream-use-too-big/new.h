#include "kabi-upstream.h"

struct device {
	int id;
	KABI_USE(1, long window[2])
	KABI_RESERVE(2)
	long state;
};

struct device *device_get(void);
