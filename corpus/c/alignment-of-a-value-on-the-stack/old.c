#include "old.h"

long pair_sum(int a, int b, int c, int d, int e, int f, int odd, struct pair pair)
{
	return a + b + c + d + e + f + odd + 10 * pair.a + 100 * pair.b;
}
