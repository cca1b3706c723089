#include "old.h"

static int visit(int node)
{
	return node + 1;
}

visit_fn visitor(void)
{
	return visit;
}
