#include "old.h"

int wake(void)
{
	return 2;
}
