#include "old.h"

int uart_ready(const struct uart *u)
{
	return u->status & 1;
}
