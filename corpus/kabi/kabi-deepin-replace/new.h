#include "kabi-deepin.h"

struct device {
	int id;
	DEEPIN_KABI_REPLACE(long budget, struct { int quota; int burst; })
	long state;
};

struct device *device_get(void);
