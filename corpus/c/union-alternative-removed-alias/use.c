#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	union address address = { .legacy = 7 };

	return address_get(&address) == 7 ? 0 : 1;
}
