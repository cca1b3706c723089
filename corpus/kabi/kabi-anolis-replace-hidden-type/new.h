#include "kabi-anolis.h"

struct device {
	int id;
	CK_KABI_REPLACE(int budget, int quota)
	int extra;
	long state;
};

struct device *device_get(void);
