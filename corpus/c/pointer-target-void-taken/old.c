#include "old.h"

int point_first(const struct point *point)
{
	return point->x;
}

int point_last(const struct point *point)
{
	return point->y;
}
