#include "old.h"

int bus_id(const struct bus *bus)
{
	return bus->id;
}

int disk_id(const struct disk *disk)
{
	return disk->id;
}
