#include "old.h"

unsigned int swap_bytes(unsigned int word)
{
	return __builtin_bswap32(word);
}

int is_swapped(void)
{
	return 1;
}
