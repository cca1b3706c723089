#include "new.h"

int access_bits(enum access access)
{
	static const int bits[] = { 4, 6, 0 };

	return bits[access];
}
