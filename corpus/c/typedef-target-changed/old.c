#include "old.h"

int handle_list(handle_t *out, int room)
{
	for (int i = 0; i < room; i++)
		out[i] = i + 1;
	return room;
}

int handle_valid(handle_t handle)
{
	return handle != 0;
}

handle_t handle_first(void)
{
	return 1;
}
