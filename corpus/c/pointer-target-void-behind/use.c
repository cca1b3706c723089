#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

static int x_of(struct point *point)
{
	return point->x;
}

int main(void)
{
	void *at = 0;

	return each(x_of) == 42 && next(&at) && x_of(at) == 42 ? 0 : 1;
}
