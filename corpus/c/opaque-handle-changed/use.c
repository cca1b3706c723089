#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	struct cursor *c = cursor_open(6);

	return cursor_next(c) == 7 && cursor_next(c) == 8 ? 0 : 1;
}
