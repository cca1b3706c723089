#include "old.h"

int main(void)
{
	struct network_device *d = network_device_get();

	if (bus_device_irq(&d->bus) != 11)
		return 1;
	return d->bus.power.usage == 7 && d->speed == 1000 && d->queues == 4 ? 0 : 1;
}
