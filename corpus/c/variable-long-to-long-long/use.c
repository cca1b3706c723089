#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

extern long ticks;

int main(void)
{
	tick();
	return ticks == 42 ? 0 : 1;
}
