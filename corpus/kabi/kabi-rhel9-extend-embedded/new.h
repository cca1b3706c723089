#include "kabi-rhel9.h"

struct device {
	int id;
	long state;
	RH_KABI_EXTEND(long mtu)
};

struct bus {
	struct device first;
	int count;
};

struct bus *bus_get(void);
