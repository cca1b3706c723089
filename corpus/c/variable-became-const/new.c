#include "new.h"

const int cache_limit = 100;

int cache_fits(int bytes)
{
	return bytes <= cache_limit;
}
