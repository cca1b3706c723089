#include "old.h"

int cache_trim(int keep, int verbose)
{
	return verbose ? keep : keep + 0;
}
