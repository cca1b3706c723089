#include "old.h"

int main(void)
{
	struct window w = { .id = 1, .width = 6, .height = 7 };

	return window_area(&w) == 42 ? 0 : 1;
}
