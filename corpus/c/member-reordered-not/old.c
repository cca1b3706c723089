#include "old.h"

int box_area(const struct box *box)
{
	return box->size.width * box->size.height;
}

int box_right(const struct box *box)
{
	return box->place.x + box->size.width;
}
