#include "new.h"

int handlers_run(const struct handlers *handlers)
{
	struct event event = { 4, 0, 9 };

	return handlers->handle(&event);
}

int event_code(struct event *event)
{
	return event->code;
}
