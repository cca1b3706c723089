#include "new.h"

static volatile enum side side = SIDE_RIGHT;

static int triple_sum(const struct triple *triple)
{
	return triple->pair.left + triple->pair.right + triple->middle;
}

int pair_sum(const struct pair *pair)
{
	struct triple triple = { *pair, side == SIDE_RIGHT ? 0 : 1 };

	return triple_sum(&triple);
}
