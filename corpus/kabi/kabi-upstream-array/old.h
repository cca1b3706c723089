#include "kabi-upstream.h"

struct device {
	int id;
	KABI_RESERVE_ARRAY(1, 16)
	long state;
};

struct device *device_get(void);
