#include "old.h"

int main(void)
{
	struct board boards[2] = { { { { 1, 2, 3 }, { 4, 5, 6 }, { 7, 8, 9 } } } };

	return board_at(&boards[0], 1, 0) == 4 ? 0 : 1;
}
