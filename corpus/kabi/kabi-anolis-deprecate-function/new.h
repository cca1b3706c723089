#include "kabi-anolis.h"

struct device {
	int id;
	CK_KABI_DEPRECATE_FN(int, poll, int)
	long state;
};

struct device *device_get(void);
