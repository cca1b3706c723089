#include "old-headers/lib.h"
int lib_open(const char *name, unsigned flags)
{
	return name && (flags & 2) ? 2 : 1;
}
