#include "old.h"

int release(void)
{
	return 2;
}
