#include "old.h"

litres_t tank_level(void)
{
	return 40;
}

int tank_empty(litres_t capacity)
{
	return capacity - tank_level();
}
