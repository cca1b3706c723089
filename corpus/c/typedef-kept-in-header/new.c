#include "new.h"

unsigned long lib_room(unsigned long size)
{
	return size;
}

unsigned long lib_rooms(unsigned long count)
{
	return count;
}
