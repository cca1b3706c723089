#include "old.h"

int level_bits(const char *level)
{
	return *level & 2;
}
