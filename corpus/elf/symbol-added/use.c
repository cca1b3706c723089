#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return ring_put(1) == 1 && ring_put(-1) == -1 ? 0 : 1;
}
