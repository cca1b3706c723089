#include "old.h"

int main(void)
{
	struct bus bus = { 1, 0, 42 };

	return bus_speed(&bus) == 42 ? 0 : 1;
}
