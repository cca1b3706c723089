#include "old.h"

void row_clear(struct row *row)
{
	row->count = 0;
}
