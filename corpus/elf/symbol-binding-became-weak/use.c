#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return page_size() == 4096 ? 0 : 1;
}
