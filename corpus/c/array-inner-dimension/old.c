#include "old.h"

int board_at(const struct board *b, int row, int column)
{
	return b->fields[row][column];
}
