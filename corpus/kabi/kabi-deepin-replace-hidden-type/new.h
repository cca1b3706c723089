#include "kabi-deepin.h"

struct device {
	int id;
	DEEPIN_KABI_REPLACE(int budget, int quota)
	int extra;
	long state;
};

struct device *device_get(void);
