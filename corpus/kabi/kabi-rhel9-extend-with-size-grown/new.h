#include "kabi-rhel9.h"

struct more {
	int mtu;
	long speed;
};

struct device {
	int id;
	RH_KABI_EXTEND_WITH_SIZE(struct more more, 4)
	long state;
};

struct device *device_get(void);
