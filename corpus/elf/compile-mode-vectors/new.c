#include "new.h"

double last(vector4 v)
{
	return v[3];
}
