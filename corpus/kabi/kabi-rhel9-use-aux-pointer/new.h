#include "kabi-rhel9.h"

struct device_rh {
	int mtu;
};

struct device {
	int id;
	RH_KABI_USE_AUX_PTR(1, 2, device)
	long state;
};

struct device *device_get(void);
