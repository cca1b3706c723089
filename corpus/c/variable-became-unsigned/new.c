#include "new.h"

unsigned int balance = 5;

int in_debt(void)
{
	return balance > 1000 ? -1 : 0;
}
