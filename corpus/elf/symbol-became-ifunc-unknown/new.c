#include "new.h"

static int count_slowly(unsigned int word)
{
	int bits = 0;

	for (; word; word &= word - 1)
		bits++;
	return bits;
}

/* Nothing but this resolver tells of the symbol, and it does not say what its result points to. */
static __attribute__((used)) void *choose_count(void)
{
	return (void *)count_slowly;
}

int count_bits(unsigned int word) __attribute__((ifunc("choose_count")));
