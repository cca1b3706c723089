#include "new.h"

long value_round(enum kind kind, const union value *value)
{
	(void)kind;
	return (long)value->number;
}
