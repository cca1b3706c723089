#include "new.h"

long range_length(const struct range *range)
{
	return range->last - range->first + 1;
}
