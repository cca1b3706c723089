#include "new.h"

int option_set(enum option option)
{
	return option == OPTION_A || option == OPTION_B || option == OPTION_C ? 0 : -1;
}
