#include "old.h"

int box_area(const struct box *b)
{
	return b->width * b->height;
}

int square_area(const struct square *s)
{
	return (int)(s->side * s->side);
}

int shape_area(const struct square *shape)
{
	return square_area(shape);
}
