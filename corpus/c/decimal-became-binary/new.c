#include "new.h"

int is_eight(double x)
{
	double eight = 8.0;

	return __builtin_memcmp(&x, &eight, sizeof(x)) == 0;
}

int is_two(const struct price *p)
{
	float two = 2.0f;

	return __builtin_memcmp(&p->amount, &two, sizeof(two)) == 0;
}
