#include "new.h"

int column_value(const struct column *column)
{
	return column->value.whole;
}
