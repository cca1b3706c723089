#include "new.h"

static struct point point;

struct point *point_origin(void)
{
	point.x = 1;
	point.y = 2;
	point.weight = 50;
	return &point;
}
