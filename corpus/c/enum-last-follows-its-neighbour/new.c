#include "new.h"

int option_is_known(enum option option)
{
	return option == OPTION_VERBOSE || option == OPTION_URL || option == OPTION_LIMIT;
}
