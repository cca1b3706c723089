#include "old.h"

float point_sum(struct point p)
{
	return (float)p.x + p.y;
}
