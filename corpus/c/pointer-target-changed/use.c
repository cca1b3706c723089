#include "old.h"

int main(void)
{
	struct square squares[2] = { { 4 }, { 1 } };

	return shape_area(&squares[0]) == 16 ? 0 : 1;
}
