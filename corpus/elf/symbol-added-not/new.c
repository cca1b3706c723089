#include "new.h"

__attribute__((visibility("hidden"))) int smaller(int a, int b)
{
	return a < b ? a : b;
}

static __attribute__((noinline)) int larger(int a, int b)
{
	return a > b ? a : b;
}

int clamp_percent(int value)
{
	return larger(0, smaller(value, 100));
}
