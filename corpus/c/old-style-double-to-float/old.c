#include "old.h"

double halve(double value)
{
	return value / 2;
}
