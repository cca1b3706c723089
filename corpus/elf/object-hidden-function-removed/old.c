#include "old.h"

int __blend_row(int row, int alpha)
{
	return row * alpha / 255;
}

int blend(int rows, int alpha)
{
	return rows + alpha;
}
