#include "old.h"

int main(void)
{
	struct window w = { .width = 3, .height = 4 };

	return width_of(&w) == 3 ? 0 : 1;
}
