#include "new.h"

int window_area(const struct window *window)
{
	return window->width * window->height;
}
