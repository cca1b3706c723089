#include <unistd.h>

#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

/* Nothing is compiled behind this call: what stands below is what runs next. */
__attribute__((noinline, section(".text.use"))) static void stop(void)
{
	give_up(0);
}

__attribute__((noinline, used, section(".text.use"))) static void next(void)
{
	_exit(2);
}

int main(void)
{
	stop();
	return 1;
}
