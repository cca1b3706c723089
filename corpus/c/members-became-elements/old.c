#include "old.h"

int watch_count(const struct watch *w)
{
	return w->count;
}
