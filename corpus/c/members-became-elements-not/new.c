#include "new.h"

int watch_first(const struct watch *w)
{
	return w->first;
}
