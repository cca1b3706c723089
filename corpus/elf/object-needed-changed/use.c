#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return root_of(50) == 7 ? 0 : 1;
}
