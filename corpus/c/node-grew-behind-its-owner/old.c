#include "old.h"

int node_weight(struct node *node)
{
	return node->value;
}
