#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return map_range(1, 2) == 8193 ? 0 : 1;
}
