#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	struct options o = { .safe = 1, .fast = 3, .level = 9 };

	return options_level(&o) == 9 ? 0 : 1;
}
