#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	struct span s = { .start = 40, .size = 2 };

	return span_end(s) == 42 ? 0 : 1;
}
