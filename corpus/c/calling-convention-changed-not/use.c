#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return driver_call(41) == 42 ? 0 : 1;
}
