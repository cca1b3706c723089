#include "kabi-upstream.h"

struct device {
	int id;
	KABI_USE_ARRAY(1, 16, long window[3])
	long state;
};

struct device *device_get(void);
