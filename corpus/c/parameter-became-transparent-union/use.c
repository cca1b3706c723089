#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	struct page *list[2] = { 0, 0 };

	return release_all(list, 2) == 2 ? 0 : 1;
}
