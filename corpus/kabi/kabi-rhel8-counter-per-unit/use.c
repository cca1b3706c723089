#include "old.h"

int main(void)
{
	struct device device = { .id = 7, .mtu = 1500, .state = 42 };

	return bus_add(&device) == 1500 && card_add(&device) == 1 ? 0 : 1;
}
