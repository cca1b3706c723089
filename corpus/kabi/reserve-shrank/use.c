#include "old.h"

int main(void)
{
	struct device two[2] = { { .id = 3 }, { .id = 4 } };

	return device_sum(two, 2) == 7 ? 0 : 1;
}
