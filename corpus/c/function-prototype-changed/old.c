#include "old.h"

int idle()
{
	return 1;
}
