#include "old.h"

int mask_is_high(enum mask mask)
{
	return (mask & MASK_HIGH) != 0;
}
