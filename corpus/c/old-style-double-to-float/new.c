#include "new.h"

double halve(value)
	float value;
{
	return value / 2;
}
