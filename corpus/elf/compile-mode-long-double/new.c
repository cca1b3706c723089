#include "new.h"

static const long double values[] = { 1.5L, 2.5L };

void get_value(int index, long double *value)
{
	*value = values[index];
}
