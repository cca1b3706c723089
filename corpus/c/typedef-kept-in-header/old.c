#include "old.h"

unsigned long lib_room(lib_size size)
{
	return size;
}

unsigned long lib_rooms(lib_count count)
{
	return count;
}
