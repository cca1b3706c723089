#include "kabi-anolis.h"

struct device {
	int id;
	CK_KABI_REPLACE(long budget, struct { int quota; int burst; })
	long state;
};

struct device *device_get(void);
