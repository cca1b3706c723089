#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return count_bits(0xf0f0) == 8 ? 0 : 1;
}
