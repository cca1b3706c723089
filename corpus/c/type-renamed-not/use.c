#include "old.h"

int main(void)
{
	struct square s = { 3 };

	return shape_area(&s) == 9 ? 0 : 1;
}
