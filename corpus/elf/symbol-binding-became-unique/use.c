#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return registry_grow(3) == 5 && registry_size == 5 ? 0 : 1;
}
