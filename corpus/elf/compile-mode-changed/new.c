#include "new.h"

long difference(long a, long b)
{
	return a - b;
}
