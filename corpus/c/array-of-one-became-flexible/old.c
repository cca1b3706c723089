#include "old.h"

int event_last(const struct event *event)
{
	return event->name[event->length - 1];
}
