#include "new-headers/lib.h"
int lib_open(const char *name, unsigned flags)
{
	return name && (flags & 8) ? 2 : 1;
}
