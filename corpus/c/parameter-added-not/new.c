#include "new.h"

static __attribute__((noinline)) int product(int a, int b, int limit)
{
	return a * b > limit ? limit : a * b;
}

int area(int width, int height)
{
	return product(width, height, 1000000);
}
