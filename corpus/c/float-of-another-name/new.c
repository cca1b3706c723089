#include "new.h"

_Float64 half(_Float64 x)
{
	return x / 2;
}
