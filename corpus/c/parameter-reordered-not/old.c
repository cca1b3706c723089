#include "old.h"

long map_range(long start, int pages)
{
	return start + pages * 4096L;
}
