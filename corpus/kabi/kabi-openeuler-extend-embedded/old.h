#include "kabi-openeuler.h"

struct device {
	int id;
	long state;
};

struct bus {
	struct device first;
	int count;
};

struct bus *bus_get(void);
