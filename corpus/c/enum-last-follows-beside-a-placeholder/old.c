#include "old.h"

int option_set(enum option option)
{
	return option < OPTION_LASTENTRY ? 0 : -1;
}
