#include "kabi-rhel8.h"

struct device {
	int id;
	RH_KABI_REPLACE(long budget, struct { int quota; int burst; })
	long state;
};

struct device *device_get(void);
