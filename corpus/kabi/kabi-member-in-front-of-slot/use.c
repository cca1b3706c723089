#include "old.h"

int main(void)
{
	struct device two[2] = { { .rh_reserved1 = 3 }, { .rh_reserved1 = 4 } };

	return device_sum(two, 2) == 7 ? 0 : 1;
}
