#include "old.h"

int mode_set(enum mode mode)
{
	return mode < MODE_MAX ? 0 : -1;
}
