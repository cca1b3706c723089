#include "old.h"

int main(void)
{
	return option_low(OPTION_LOW) == 1 && option_low(OPTION_NONE) == 0 ? 0 : 1;
}
