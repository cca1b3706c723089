#include "new.h"

int rows[6] = { 1, 2, 3, 4, 5, 6 };

int rows_sum(void)
{
	int sum = 0;

	for (int i = 0; i < 6; i++)
		sum += rows[i];
	return sum;
}
