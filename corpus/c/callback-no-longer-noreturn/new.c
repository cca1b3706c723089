#include "new.h"

int install(struct handlers *h)
{
	return h->level;
}
