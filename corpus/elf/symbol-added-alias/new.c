#include "new.h"

int tree_visit(int node)
{
	return node * 2;
}

int tree_walk(int node) __attribute__((weak, alias("tree_visit")));
