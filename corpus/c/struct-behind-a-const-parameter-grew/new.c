#include "new.h"

int count_flags(const struct header *list)
{
	int n = 0;

	for (; list; list = list->next)
		n += list->flags != 0;
	return n;
}
