#include "old.h"

int main(void)
{
	return bus_get()->first.id == 7 ? 0 : 1;
}
