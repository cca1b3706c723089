#include "old.h"

int main(void)
{
	struct point *p = point_origin();

	return p->x == 1 && p->y == 2 && p->weight == 50 ? 0 : 1;
}
