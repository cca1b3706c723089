#include "old.h"

__thread int depth;

int depth_is_negative(void)
{
	return depth < 0;
}
