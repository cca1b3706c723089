#include "old.h"

int is_fast(Mode mode)
{
	return mode == Mode::Fast;
}
