#include "new.h"

int unit_feet(enum unit unit)
{
	return unit == UNIT_MILE ? 5280 : unit == UNIT_FOOT ? 1 : -1;
}
