#include "new.h"

static struct window window = { 1, 4, 4 };

struct window *window_open(void)
{
	return &window;
}
