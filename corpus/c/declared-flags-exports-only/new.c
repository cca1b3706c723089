#include "new.h"
int lib_open(const char *name, unsigned flags)
{
	return name && (flags & LIB_WRITE) ? 2 : 1;
}
static volatile enum lib_flags last = LIB_READ;
int lib_last(void)
{
	return last;
}
