#include "new.h"

long pair_add(int n, struct pair pair)
{
	return pair.a + pair.b + n;
}

struct pair pair_of(long a)
{
	struct pair pair = { a, a + 1 };

	return pair;
}
