#include "new.h"

long extra_of(const struct link *l)
{
	return l->extra;
}
