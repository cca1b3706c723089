#include "new.h"

long map_range(long first, int count)
{
	return first + count * 4096L;
}
