#include "old.h"

int cache_limit = 100;

int cache_fits(int bytes)
{
	return bytes <= cache_limit;
}
