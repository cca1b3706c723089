#include "new.h"

int lowest_bit(int word)
{
	return word & -word;
}

int word_bits(void)
{
	return 32;
}
