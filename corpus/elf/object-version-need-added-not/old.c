#include <unistd.h>
#include "old.h"

int gauge_read(int channel)
{
	return getpid() > 0 ? channel * 3 : 0;
}
