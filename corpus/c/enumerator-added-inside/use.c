#include "old.h"

int main(void)
{
	return shape_corners(SHAPE_SQUARE) == 4 && shape_corners(SHAPE_STAR) == 10 ? 0 : 1;
}
