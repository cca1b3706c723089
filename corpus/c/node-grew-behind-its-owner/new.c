#include "new.h"

int node_weight(struct node *node)
{
	return node->weight;
}
