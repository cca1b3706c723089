#include "old.h"

long difference(long a, long b)
{
	return a - b;
}
