#include <unistd.h>
#include "new.h"

int gauge_read(int channel)
{
	return getpid() > 0 && getppid() >= 0 ? channel * 3 : 0;
}
