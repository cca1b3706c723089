#include "old.h"

int main(void)
{
	struct point p = { 1.0, 1.5f };

	return point_sum(p) == 2.5f ? 0 : 1;
}
