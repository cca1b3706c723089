#include "new.h"

port_t port_first(void)
{
	return 1024;
}

int port_open(port_t number)
{
	return number;
}
