#include "new.h"

static struct route route = { .ops = 1, .reference = { { 7 } }, .used = 3, .last = 42 };

struct route *route_get(void)
{
	return &route;
}
