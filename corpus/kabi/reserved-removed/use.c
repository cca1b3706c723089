#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	struct device *d = device_get();

	return d->id == 7 && d->state == 42 && d->reserved1 == 0 ? 0 : 1;
}
