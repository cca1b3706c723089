#include "old.h"

int nodes_sum(struct node *first)
{
	int sum = 0;

	for (struct node *n = first; n; n = n->next)
		sum += n->value;
	return sum;
}
