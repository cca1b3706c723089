#include "new.h"

double halve(float value)
{
	return value / 2;
}
