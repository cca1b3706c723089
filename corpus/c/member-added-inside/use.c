#include "old.h"

int main(void)
{
	struct device *d = device_find(3);

	return d->id == 3 && d->speed == 480 && d->power == 5 ? 0 : 1;
}
