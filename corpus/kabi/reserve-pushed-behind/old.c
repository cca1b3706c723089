#include "old.h"

static struct fault fault = { .index = 42, .length = 7 };

struct fault *fault_get(void)
{
	return &fault;
}
