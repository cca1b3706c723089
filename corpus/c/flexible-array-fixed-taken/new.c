#include "new.h"

void row_clear(struct row *row)
{
	int i;

	row->count = 0;
	for (i = 0; i < 16; i++)
		row->cells[i] = 0;
}
