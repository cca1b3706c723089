#include "old.h"

int main(void)
{
	struct point p = { 40, 2 };

	return point_sum(p) == 42 ? 0 : 1;
}
