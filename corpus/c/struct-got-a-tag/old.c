#include "old.h"

point point_make(int i)
{
	point p = { POINT_INT, { i } };

	return p;
}

int point_get(const point *p)
{
	return p->value.i;
}
