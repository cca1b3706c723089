#include "old.h"

static struct event event;

struct event *event_wait(void)
{
	event.body.key.code = 30;
	event.time = 9000;
	return &event;
}
