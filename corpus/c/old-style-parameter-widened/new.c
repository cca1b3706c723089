#include "new.h"

int letter(int c)
{
	return c;
}

int port(number)
	unsigned int number;
{
	return number;
}
