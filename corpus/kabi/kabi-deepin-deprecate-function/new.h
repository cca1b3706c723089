#include "kabi-deepin.h"

struct device {
	int id;
	DEEPIN_KABI_DEPRECATE_FN(int, poll, int)
	long state;
};

struct device *device_get(void);
