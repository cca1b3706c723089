#include "new.h"

int is_positive(long double value)
{
	return value > 0;
}

void fill_third(long double *value)
{
	*value = 0.25;
}
