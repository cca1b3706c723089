#include "new.h"

int edition(void)
{
	return 3;
}
