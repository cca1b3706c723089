#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return area(6, 7) == 42 ? 0 : 1;
}
