#include "old.h"

static int depth;

int queue_depth(void)
{
	return depth;
}

int queue_push(int item)
{
	depth += item != 0;
	return queue_depth();
}
