#include "old.h"

long value_round(enum kind kind, const union value *value)
{
	return kind == KIND_REAL ? (long)value->real : (long)value->number;
}
