#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return stamp_make(10) == 10 && stamp_create(10) == 11 ? 0 : 1;
}
