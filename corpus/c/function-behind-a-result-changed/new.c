#include "new.h"

static long helper(int a)
{
	return a;
}

long (*helper_get(void))(int)
{
	return helper;
}
