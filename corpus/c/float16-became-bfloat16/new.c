#include "new.h"

int is_eight(const struct weight *w)
{
	unsigned short eight = 0x4100;

	return __builtin_memcmp(&w->value, &eight, 2) == 0;
}
