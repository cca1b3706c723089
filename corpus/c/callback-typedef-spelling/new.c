#include "new.h"

int walk(int (*visit)(int node))
{
	return visit(1) + visit(2);
}

int walk_back(visit_fn visit)
{
	return visit(2) - visit(1);
}
