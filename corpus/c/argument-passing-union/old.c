#include "old.h"

long token_value(union token t)
{
	return t.number;
}
