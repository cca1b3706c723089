#include "new.h"

static int product(int a, int b)
{
	return a * b;
}

int box_right(const struct box *box)
{
	const struct size *size = &box->size;

	return size->width + box->place.x;
}

int box_area(const struct box *box)
{
	return product(box->size.height, box->size.width);
}
