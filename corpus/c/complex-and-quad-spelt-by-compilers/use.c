#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	_Complex double z = turn(2.0);

	return __imag__ z == 2.0 && half(4) == 2 && twice(4) == 8 ? 0 : 1;
}
