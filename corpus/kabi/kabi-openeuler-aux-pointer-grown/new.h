#include "kabi-openeuler.h"

struct device_rh {
	int mtu;
	int speed;
};

struct device {
	int id;
	KABI_AUX_PTR(device)
	long state;
};

struct device *device_get(void);
