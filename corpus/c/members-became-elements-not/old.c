#include "old.h"

int watch_first(const struct watch *w)
{
	return w->sockets[0];
}
