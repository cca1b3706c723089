#include "old.h"

int options_sum(const struct option *const *list)
{
	int sum = 0;

	for (; *list; list++)
		sum += (*list)->value;
	return sum;
}
