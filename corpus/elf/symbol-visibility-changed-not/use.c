#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return blink(3) == 6 ? 0 : 1;
}
