#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return baud_divisor(9600) == 12 ? 0 : 1;
}
