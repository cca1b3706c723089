#include "old.h"

int main(void)
{
	point p = point_make(7);

	return point_get(&p) == 7 && p.kind == POINT_INT ? 0 : 1;
}
