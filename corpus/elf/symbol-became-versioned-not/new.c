#include "new.h"

int pin_set(int pin)
{
	return pin;
}

int pin_get(int pin)
{
	return pin + 1;
}

int pin_mode(int pin)
{
	return pin & 1;
}
