#include "new.h"

int watch_fire(struct watch *watch)
{
	watch->fired = 1;
	return watch->event(watch);
}
