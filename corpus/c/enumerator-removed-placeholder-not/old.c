#include "old.h"

int mode_set(enum mode mode)
{
	return mode <= MODE_RESERVED_MEMORY ? 0 : -1;
}
