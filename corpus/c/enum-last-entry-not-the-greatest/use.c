#include "old.h"

int main(void)
{
	return set(OPTION_PORT) == 3 ? 0 : 1;
}
