#include "old.h"

static int helper(int a)
{
	return a;
}

int (*helper_get(void))(int)
{
	return helper;
}
