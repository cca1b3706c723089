#include "kabi-anolis.h"

struct device {
	int id;
	CK_KABI_RESERVE(1)
	CK_KABI_RESERVE(2)
	long state;
};

struct device *device_get(void);
