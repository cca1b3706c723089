#include "old.h"

int main(void)
{
	struct box b = { { 1, 2 }, { 30, 40 } };

	return box_area(&b) == 1200 && box_right(&b) == 31 ? 0 : 1;
}
