#include "old.h"

int sum_of(int count, int (*term)(int index))
{
	int sum = 0;

	while (count-- > 0)
		sum += term(count);
	return sum;
}
