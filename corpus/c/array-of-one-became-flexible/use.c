#include <stdlib.h>

#include "old.h"

int main(void)
{
	struct event *event = malloc(sizeof *event + 2 * sizeof(int));

	event->length = 3;
	event->name[2] = 9;
	return event_last(event) == 9 ? 0 : 1;
}
