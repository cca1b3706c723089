#include "old.h"

int trace_mask = 1;
int debug_mask = 1;

int masks(void)
{
	return trace_mask | debug_mask;
}
