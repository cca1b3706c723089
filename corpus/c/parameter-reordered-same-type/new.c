#include "new.h"

int subtract(int amount, int from)
{
	return from - amount;
}
