#include "old.h"

int option_is_known(enum option option)
{
	return option == OPTION_VERBOSE || option == OPTION_URL;
}
