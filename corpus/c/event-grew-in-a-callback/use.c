#include "old.h"

static int handle(struct event *event)
{
	return event_code(event);
}

int main(void)
{
	const struct handlers handlers = { handle };

	return handlers_run(&handlers) == 4 ? 0 : 1;
}
