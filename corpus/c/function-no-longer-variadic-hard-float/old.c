#include "old.h"

int scale(int n, double by, ...)
{
	return n * by;
}
