#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return access_bits(ACCESS_RW) == 6 ? 0 : 1;
}
