#include "old.h"

int attribute_known(enum attribute a)
{
	return a <= ATTR_MAX;
}
