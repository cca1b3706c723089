#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	char copy[4] = "";

	bytes_copy(copy, "xyz", 3);
	return copy[0] == 'x' && copy[2] == 'z' ? 0 : 1;
}
