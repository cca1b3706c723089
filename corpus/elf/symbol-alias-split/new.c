#include "new.h"

int ticket_next(void)
{
	static int number;

	return ++number;
}

int ticket_take(void)
{
	static int number;

	return ++number;
}
