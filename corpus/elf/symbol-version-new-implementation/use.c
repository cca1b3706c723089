#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return poll_wait(3) == 30 ? 0 : 1;
}
