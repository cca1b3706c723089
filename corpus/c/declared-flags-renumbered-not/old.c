#include "old.h"
#include "inner.h"
static volatile enum lib_flags last = LIB_READ;
int lib_open(const struct lib_name *name, unsigned flags)
{
	return name->length && flags ? 2 : 1;
}
int lib_last(void)
{
	return last != 0;
}
