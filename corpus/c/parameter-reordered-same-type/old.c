#include "old.h"

int subtract(int from, int amount)
{
	return from - amount;
}
