#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	struct device *d = device_get();

	return d->id == 7 && d->budget == 3 && d->state == 42 ? 0 : 1;
}
