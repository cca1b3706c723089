#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return cache_trim(5, 1) == 5 ? 0 : 1;
}
