#include "old.h"

static __attribute__((noinline)) int product(int a, int b)
{
	return a * b;
}

int area(int width, int height)
{
	return product(width, height);
}
