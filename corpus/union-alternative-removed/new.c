#include "new.h"

int state_use(union state *s)
{
	return ++s->internal.used;
}
