#include "new.h"

int cell_index(const struct cell *c)
{
	return c->row * 10 + c->column;
}
