#include "old.h"

int spring_length(const struct spring *s)
{
	return s->length;
}
