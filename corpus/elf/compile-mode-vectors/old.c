#include "old.h"

double last(vector4 v)
{
	return v[3];
}
