#include "old.h"

void get_value(int index, double *value)
{
	long double scaled = index;

	*value = scaled + 1.5L;
}
