#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return limits[0] == 9 ? 0 : 1;
}
