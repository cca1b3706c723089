#include "new.h"

int pump(void)
{
	struct event event = { 7, 2 };

	return on_event(3, &event) + 1;
}
