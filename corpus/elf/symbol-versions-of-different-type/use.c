#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return blend(7) == 7 ? 0 : 1;
}
