#include "old.h"

int cell(const struct grid *g, int row, int column)
{
	return g->cells[row][column];
}
