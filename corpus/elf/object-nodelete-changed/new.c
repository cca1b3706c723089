#include "new.h"

static int reads;

int gauge_read(int channel)
{
	return channel * 3 + reads++;
}
