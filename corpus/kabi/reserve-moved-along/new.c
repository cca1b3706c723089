#include "new.h"

static struct route route = { .ops = 1, .used = 42, .error = 3, .id = 7 };

struct route *route_get(void)
{
	return &route;
}
