#include "old.h"

long extra_of(const struct link *l)
{
	return l->kind - l->kind;
}
