#include "kabi-rhel9.h"

struct more {
	int mtu;
};

struct device {
	int id;
	long state;
	RH_KABI_EXTEND_WITH_SIZE(struct more more, 4)
};

struct device *device_get(void);
