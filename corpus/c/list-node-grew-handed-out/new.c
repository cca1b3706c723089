#include <stdlib.h>
#include "new.h"

int list_add(struct list *list, int value)
{
	struct node *node = calloc(1, sizeof *node);

	if (!node)
		return -1;
	node->value = value;
	node->weight = 1;
	node->next = list->first;
	list->first = node;
	return 0;
}

int node_value(struct node *node)
{
	return node->value * node->weight;
}
