#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return tank_empty(50) == 10 ? 0 : 1;
}
