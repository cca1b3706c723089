#include "new.h"

int pump(void)
{
	struct event event = { 3, 7, 2 };

	return on_event(&event) + 1;
}
