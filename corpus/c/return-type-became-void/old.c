#include "old.h"

static int locked;

int door_lock(int id)
{
	locked = id;
	return -1;
}

int door_locked(void)
{
	return locked;
}
