#include "new.h"

static const int even[] = { 2, 2 };

static int visit(int node, const int *weights)
{
	return weights == even ? node + weights[0] : -1;
}

visit_fn walker(void)
{
	return visit;
}

int each(step_fn step, visit_fn visit)
{
	return step(1) + visit(1, even);
}
