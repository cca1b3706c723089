#include "old.h"

int handlers_run(const struct handlers *handlers)
{
	struct event event = { 4, 0 };

	return handlers->handle(&event);
}

int event_code(struct event *event)
{
	return event->code;
}
