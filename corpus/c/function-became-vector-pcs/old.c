#include "old.h"

double scale(double x)
{
	return x * 2;
}
