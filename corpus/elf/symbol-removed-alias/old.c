#include "old.h"

int list_insert(int item)
{
	return item + 1;
}

int list_add(int item) __attribute__((alias("list_insert")));
