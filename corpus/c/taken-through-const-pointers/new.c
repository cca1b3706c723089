#include "new.h"

int options_sum(const struct option *const *list)
{
	int sum = 0;

	for (; *list; list++)
		sum += (*list)->flags ? 0 : (*list)->value;
	return sum;
}
