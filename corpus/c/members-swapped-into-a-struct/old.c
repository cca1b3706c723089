#include "old.h"

int width_of(const struct window *w)
{
	return w->width;
}
