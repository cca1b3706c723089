#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return swap_bytes(0x01020304) == 0x04030201 && is_swapped() ? 0 : 1;
}
