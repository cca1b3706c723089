#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	struct timer *t = timer_new();

	return t->msec == 250 && t->flags == 1 ? 0 : 1;
}
