#include "new.h"

static int count_slowly(unsigned int word)
{
	int bits = 0;

	for (; word; word &= word - 1)
		bits++;
	return bits;
}

/* The symbol's address is the address of this resolver, whose type is not the symbol's. */
static __attribute__((used)) int (*choose_count(void))(unsigned int)
{
	return count_slowly;
}

int count_bits(unsigned int word) __attribute__((ifunc("choose_count")));
