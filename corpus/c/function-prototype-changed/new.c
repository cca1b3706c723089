#include "new.h"

int idle(void)
{
	return 1;
}
