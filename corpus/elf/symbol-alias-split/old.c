#include "old.h"

int ticket_next(void)
{
	static int number;

	return ++number;
}

int ticket_take(void) __attribute__((alias("ticket_next")));
