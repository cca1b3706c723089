#include "new.h"

double halve(double value)
{
	return value / 2;
}

double twice(value)
	double value;
{
	return value * 2;
}
