#include "old.h"

long bus_id(struct bus *bus)
{
	return bus->id;
}
