#include "old.h"

int main(void)
{
	struct event *e = event_wait();

	return e->body.key.code == 30 && e->time == 9000 ? 0 : 1;
}
