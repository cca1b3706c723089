#include "old.h"

int debug_mask = 1;
extern int trace_mask __attribute__((alias("debug_mask")));

int debug_enabled(int bit)
{
	return debug_mask >> bit & 1;
}
