#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return lock_take(4) == 4 ? 0 : 1;
}
