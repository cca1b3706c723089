#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	const int values[] = { 2, 4, 6 };

	return average(values, 3) == 4 ? 0 : 1;
}
