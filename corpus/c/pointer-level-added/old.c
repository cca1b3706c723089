#include "old.h"

void find_slot(int *out)
{
	*out = 3;
}
