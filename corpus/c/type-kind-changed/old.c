#include "old.h"

int column_value(const struct column *column)
{
	return 100 * column->value.whole + column->value.fraction;
}
