#include "new.h"

int sum_of(int count, double (*term)(int index))
{
	double sum = 0;

	while (count-- > 0)
		sum += term(count);
	return (int)sum;
}
