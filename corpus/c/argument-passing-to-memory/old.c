#include "old.h"

long point_sum(struct point p)
{
	return p.x + p.y;
}
