#include "old.h"

int pump(void)
{
	struct event event = { 7, 2 };

	return on_event(&event) + 1;
}
