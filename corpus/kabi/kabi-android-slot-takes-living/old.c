#include "old.h"

long bus_speed(struct bus *bus)
{
	return (long)bus->speed;
}
