#include "old.h"

int mode_set(enum mode mode)
{
	return mode == MODE_FAST ? 0 : -1;
}
