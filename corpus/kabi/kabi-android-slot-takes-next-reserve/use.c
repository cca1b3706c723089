#include "old.h"

int main(void)
{
	struct bus bus = { 42, 0, 0 };

	return bus_id(&bus) == 42 ? 0 : 1;
}
