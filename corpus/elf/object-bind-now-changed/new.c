#include "new.h"

void host_log(const char *text);

int gauge_read(int channel)
{
	return channel * 3;
}

void gauge_trace(void)
{
	host_log("trace");
}
