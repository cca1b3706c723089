#include "kabi-rhel9.h"

struct device_rh {
	int speed;
	int mtu;
};

struct device {
	int id;
	RH_KABI_AUX_PTR(device)
	long state;
};

struct device *device_get(void);
