#include "new.h"

int mode_set(enum mode mode)
{
	return mode <= MODE_EXACT ? 0 : -1;
}
