#include "old.h"

int edition(void)
{
	return 3;
}
