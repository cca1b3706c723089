#include "old.h"

int letter(c)
	char c;
{
	return c;
}

int port(number)
	unsigned short number;
{
	return number;
}
