#include "old.h"

_Alignas(32) int inbox[4] = { 1, 2, 3, 4 };
static int outbox[4] = { 5, 6, 7, 8 };

int inbox_sum(void)
{
	int sum = 0;

	for (int i = 0; i < 4; i++)
		sum += inbox[i] + outbox[i];
	return sum;
}
