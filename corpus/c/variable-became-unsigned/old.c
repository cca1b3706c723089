#include "old.h"

int balance = 5;

int in_debt(void)
{
	return balance < 0 ? 1 : balance > 1000 ? -1 : 0;
}
