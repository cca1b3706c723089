#include "old.h"

int walk(visit_fn visit)
{
	return visit(1) + visit(2);
}

int walk_back(visit_fn visit)
{
	return visit(2) - visit(1);
}
