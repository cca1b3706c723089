#include "old.h"

int main(void)
{
	return unit_feet(UNIT_MILE) == 5280 ? 0 : 1;
}
