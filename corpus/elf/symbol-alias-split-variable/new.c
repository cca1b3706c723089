#include "new.h"

int debug_mask = 1;
int trace_mask = 1;

int debug_enabled(int bit)
{
	return debug_mask >> bit & 1;
}
