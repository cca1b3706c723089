#include "kabi-anolis.h"

struct device {
	int id;
	CK_KABI_REPLACE(long budget, long window[2])
	long state;
};

struct device *device_get(void);
