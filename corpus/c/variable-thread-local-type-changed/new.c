#include "new.h"

__thread long depth;

int depth_is_negative(void)
{
	return depth < 0;
}
