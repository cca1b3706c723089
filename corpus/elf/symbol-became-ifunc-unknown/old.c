#include "old.h"

int count_bits(unsigned int word)
{
	int bits = 0;

	for (; word; word &= word - 1)
		bits++;
	return bits;
}
