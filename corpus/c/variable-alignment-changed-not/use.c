#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return inbox_sum() == 36 && inbox[0] == 1 ? 0 : 1;
}
