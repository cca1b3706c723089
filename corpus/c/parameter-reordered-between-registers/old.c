#include "old.h"

double scale(double *value, double factor, int times)
{
	while (times-- > 0)
		*value *= factor;
	return *value;
}
