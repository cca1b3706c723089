#include "kabi-rhel9.h"

struct device {
	int id;
	RH_KABI_REPLACE(unsigned int rh_reserved1, int mtu)
	int flags;
	long state;
};

struct device *device_get(void);
