#include "new.h"

double temperature(int sensor)
{
	return sensor + 19.5;
}
