#include "old.h"

int main(void)
{
	struct timer *t = timer_new();

	return t->msec == 250 && timer_left(t) == 250 ? 0 : 1;
}
