#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return lowest_bit(24) == 8 && word_bits() == 32 ? 0 : 1;
}
