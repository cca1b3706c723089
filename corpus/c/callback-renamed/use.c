#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

static int one(void)
{
	return 1;
}

int main(void)
{
	struct hooks h = { .enable = one };

	return install(&h) == 1 ? 0 : 1;
}
