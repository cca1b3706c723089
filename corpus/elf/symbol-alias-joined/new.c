#include "new.h"

int trace_mask = 1;
extern int debug_mask __attribute__((alias("trace_mask")));

int masks(void)
{
	return trace_mask | debug_mask;
}
