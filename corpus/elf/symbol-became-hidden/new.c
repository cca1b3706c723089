#include "new.h"

static int depth;

__attribute__((visibility("hidden"))) int queue_depth(void)
{
	return depth;
}

int queue_push(int item)
{
	depth += item != 0;
	return queue_depth();
}
