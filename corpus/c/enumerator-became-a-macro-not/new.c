#include "new.h"

int mode_set(enum mode mode)
{
	return mode <= MODE_EXACT || mode == MODE_LEGACY ? 0 : -1;
}
