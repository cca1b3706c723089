#include "new.h"

static int locked;

void door_lock(int id)
{
	locked = id;
}

int door_locked(void)
{
	return locked;
}
