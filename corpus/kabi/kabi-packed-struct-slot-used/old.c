#include "old.h"

int header_end(struct header *h)
{
	return h->end;
}
