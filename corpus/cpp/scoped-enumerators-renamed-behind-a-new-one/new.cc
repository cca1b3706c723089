#include "new.h"

int is_fast(Mode mode)
{
	return mode == Mode::modeFast;
}
