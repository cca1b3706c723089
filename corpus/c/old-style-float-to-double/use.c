#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return halve(3.0f) == 1.5 && twice(3.0) == 6 ? 0 : 1;
}
