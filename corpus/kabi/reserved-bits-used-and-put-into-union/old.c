#include "old.h"

static struct prefix prefix = { .length = 64, .onlink = 1, .valid = 42 };

struct prefix *prefix_get(void)
{
	return &prefix;
}
