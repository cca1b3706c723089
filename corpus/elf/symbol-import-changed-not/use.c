#include "old.h"

int on_event(struct event *event)
{
	return event->id + event->level;
}

int main(void)
{
	return pump() == 10 ? 0 : 1;
}
