#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return flag_set(1, 2) == 5 ? 0 : 1;
}
