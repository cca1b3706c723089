#include "kabi-anolis.h"

struct device {
	int id;
	long mtu;
	CK_KABI_RESERVE(2)
	long state;
};

struct device *device_get(void);
