#include "new.h"

static struct cell cell;

const struct cell *cell_get(void)
{
	cell.kind = 1;
	cell.number.whole = 12;
	return &cell;
}
