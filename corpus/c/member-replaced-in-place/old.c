#include "old.h"

static unsigned short table[4] = { 7, 7, 7, 7 };
static struct window window = { 1, table, 4 };

struct window *window_open(void)
{
	return &window;
}
