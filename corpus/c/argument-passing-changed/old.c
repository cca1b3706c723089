#include "old.h"

long long amount_twice(struct amount a)
{
	return a.value + a.value;
}
