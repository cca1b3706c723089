#include "old.h"

int main(void)
{
	struct device *d = device_get();

	return d->id == 7 && d->state == 42 ? 0 : 1;
}
