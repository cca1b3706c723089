#include "old.h"

int main(void)
{
	return option_is_known(OPTION_VERBOSE) && option_is_known(OPTION_URL) ? 0 : 1;
}
