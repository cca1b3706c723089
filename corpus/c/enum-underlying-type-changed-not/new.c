#include "new.h"

int option_low(enum option option)
{
	return option & OPTION_LOW;
}
