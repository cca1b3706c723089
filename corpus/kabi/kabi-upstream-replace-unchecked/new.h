#include "kabi-upstream.h"

struct device {
	int id;
	KABI_REPLACE(long, budget, struct { int quota; int burst; })
	long state;
};

struct device *device_get(void);
