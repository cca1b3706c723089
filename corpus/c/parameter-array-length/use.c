#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	int values[4] = { 1, 2, 3, 4 };

	return pick(values, 3) == 4 ? 0 : 1;
}
