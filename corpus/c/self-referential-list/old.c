#include "old.h"

int list_sum(const struct list *list)
{
	int sum = 0;

	for (const struct node *n = list->head; n; n = n->next)
		sum += n->value;
	return sum;
}
