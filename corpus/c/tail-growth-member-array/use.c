#include "old.h"

int main(void)
{
	const struct triangle *t = triangle_get();

	return t->corner[2].y == 12 && t->material == 99 ? 0 : 1;
}
