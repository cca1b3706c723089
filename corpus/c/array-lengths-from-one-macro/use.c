#include "old.h"

int main(void)
{
	struct { struct bus bus; char room[32]; } box = { { "a", 5 }, "" };

	return bus_id(&box.bus) == 5 ? 0 : 1;
}
