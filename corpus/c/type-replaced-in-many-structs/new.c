#include "new.h"

int handle_kind(const struct handle *handle)
{
	return handle->kind;
}

int loop_count(const struct loop *loop)
{
	return loop->count;
}

long timer_due(const struct timer *timer)
{
	return timer->due;
}

const void *watch_next(const struct watch *watch)
{
	return (const char *)watch + 8 * watch->pending.first;
}
