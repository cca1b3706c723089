#include "new.h"

__asm__(".symver poll_wait_tenths, poll_wait@POLL_1");
__asm__(".symver poll_wait_seconds, poll_wait@@POLL_2");

int poll_wait_tenths(int timeout)
{
	return timeout * 10;
}

int poll_wait_seconds(int timeout)
{
	return timeout;
}
