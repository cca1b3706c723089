#include "old.h"

struct size size_unit(void);

struct size size_unit(void)
{
	struct size s = { 1, 1 };

	return s;
}

int size_area(struct size s)
{
	return s.width * s.height;
}
