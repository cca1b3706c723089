#include "old.h"

struct device_impl {
	int id;
};

static struct device_impl only;

device_t device_open(int id)
{
	only.id = id;
	return &only;
}

int device_id(device_t device)
{
	return device->id;
}
