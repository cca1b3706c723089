#include "old.h"

int watch_fire(struct watch *watch)
{
	return watch->event(watch);
}
