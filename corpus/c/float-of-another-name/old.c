#include "old.h"

double half(double x)
{
	return x / 2;
}
