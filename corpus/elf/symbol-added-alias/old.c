#include "old.h"

int tree_visit(int node)
{
	return node * 2;
}
