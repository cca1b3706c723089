#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	event_fire();
	return event_count() == 1 ? 0 : 1;
}
