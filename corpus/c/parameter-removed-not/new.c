#include "new.h"

int cache_trim(int keep, int verbose)
{
	(void)verbose;
	return keep;
}
