#include "old.h"

_Complex float turn_float(_Complex float z)
{
	return z * 1.0if;
}

_Complex double turn(_Complex double z)
{
	return z * 1.0i;
}

_Complex long double turn_long(_Complex long double z)
{
	return z * 1.0il;
}

__float128 half(__float128 x)
{
	return x / 2;
}

unsigned __int128 twice(unsigned __int128 x)
{
	return x + x;
}
