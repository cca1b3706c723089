#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return rows_sum() == 21 && sizeof rows == 24 ? 0 : 1;
}
