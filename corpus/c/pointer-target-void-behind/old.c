#include "old.h"

static struct point point = { 42, 1 };

int each(int (*call)(struct point *point))
{
	return call(&point);
}

int next(void **at)
{
	*at = &point;
	return 1;
}
