#include "kabi-rhel9.h"

struct device_rh {
	int mtu;
};

struct device {
	int id;
	long state;
	RH_KABI_AUX_EMBED(device)
};

struct device *device_get(void);
