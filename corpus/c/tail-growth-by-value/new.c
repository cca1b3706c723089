#include "new.h"

static long larger(long a, long b)
{
	return a > b ? a : b;
}

static long smaller(long a, long b)
{
	return a < b ? a : b;
}

long rect_overlap(struct rect one, struct rect two)
{
	long width = smaller(one.right, two.right) - larger(one.left, two.left);
	long height = smaller(one.bottom, two.bottom) - larger(one.top, two.top);

	return width * height;
}
