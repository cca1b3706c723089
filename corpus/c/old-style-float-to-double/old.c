#include "old.h"

double halve(value)
	float value;
{
	return value / 2;
}

double twice(value)
	float value;
{
	return value * 2;
}
