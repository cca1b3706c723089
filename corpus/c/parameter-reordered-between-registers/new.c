#include "new.h"

double scale(double *value, int times, double factor)
{
	while (times-- > 0)
		*value *= factor;
	return *value;
}
