#include "new.h"

int list_sum(const struct list *l)
{
	int sum = 0;

	for (int i = 0; i < l->count; i++)
		sum += l->items[i];
	return sum;
}
