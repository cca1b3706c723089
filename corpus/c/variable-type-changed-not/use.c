#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return failures == 1 && retries == 3 ? 0 : 1;
}
