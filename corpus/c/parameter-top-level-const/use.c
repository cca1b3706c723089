#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return steps(1) == 2 ? 0 : 1;
}
