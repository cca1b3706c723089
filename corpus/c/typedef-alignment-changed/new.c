#include "new.h"

int pack_first(long a, long b, long c, long d, long e, long f, long g, struct pack p)
{
	(void)a, (void)b, (void)c, (void)d, (void)e, (void)f, (void)g;
	return p.first;
}
