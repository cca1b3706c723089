#include "new.h"

/* How many of the sockets are open. */
int watch_count(const struct watch *w)
{
	return (w->sockets[0] >= 0) + (w->sockets[1] >= 0);
}
