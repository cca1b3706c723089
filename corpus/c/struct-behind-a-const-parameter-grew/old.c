#include "old.h"

int count_flags(const struct header *list)
{
	int n = 0;

	for (; list; list = list->next)
		n += 0;
	return n;
}
