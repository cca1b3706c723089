#include "new.h"

int point_first(const void *point)
{
	return ((const struct point *)point)->x;
}

int point_last(const struct point *point)
{
	return point->y;
}
