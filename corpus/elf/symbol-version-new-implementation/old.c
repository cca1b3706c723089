#include "old.h"

int poll_wait(int timeout)
{
	return timeout * 10;
}
