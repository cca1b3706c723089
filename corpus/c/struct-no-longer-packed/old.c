#include "old.h"

unsigned int reading_time(const struct reading *reading)
{
	return reading->time;
}
