#include "new.h"

int width_of(const struct window *w)
{
	return w->size.width;
}
