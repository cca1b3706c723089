#include "new.h"

int dial_turn(struct dial *d, int by)
{
	return d->angle += by;
}
