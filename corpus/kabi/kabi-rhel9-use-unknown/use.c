#include "old.h"

int main(void)
{
	struct device pair[2] = { { .id = 7 }, { .id = 7 } };

	device_fill(pair);
	return pair[1].id == 7 ? 0 : 1;
}
