#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	device_t device = device_open(6);

	return device_id(device) == 6 ? 0 : 1;
}
