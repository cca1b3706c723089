#include "old.h"

int main(void)
{
	struct device *d = device_get();

	return d->id == 7 && d->state == 42 && d->device_size_rh >= sizeof(struct device_rh) && d->_rh->mtu == 5 ? 0 : 1;
}
