#include "new.h"

struct size size_unit(void)
{
	struct size s = { 1, 1 };

	return s;
}

int size_area(struct extent s)
{
	return s.x * s.y;
}
