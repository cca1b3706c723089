#include "old.h"

int is_eight(_Decimal64 x)
{
	_Decimal64 eight = 8.0DD;

	return __builtin_memcmp(&x, &eight, sizeof(x)) == 0;
}

int is_two(const struct price *p)
{
	_Decimal32 two = 2.0DF;

	return __builtin_memcmp(&p->amount, &two, sizeof(two)) == 0;
}
