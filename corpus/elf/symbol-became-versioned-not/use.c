#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return pin_set(1) == 1 && pin_get(1) == 2 ? 0 : 1;
}
