#include <unistd.h>
#include "new.h"

/* The application may define it. */
__attribute__((weak)) int gauge_scale(int value);

int gauge_read(int channel)
{
	int value = getpid() > 0 ? channel * 3 : 0;

	return gauge_scale ? gauge_scale(value) : value;
}
