#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return region_get()->address == 4096 ? 0 : 1;
}
