#include "old.h"

int is_eight(const struct weight *w)
{
	_Float16 eight = 8;

	return __builtin_memcmp(&w->value, &eight, 2) == 0;
}
