#include "old.h"

static lib_size twice(lib_size size)
{
	return 2 * size;
}

unsigned long lib_room(lib_size size)
{
	return twice(size);
}

unsigned long lib_bytes(size_t count)
{
	return count;
}
