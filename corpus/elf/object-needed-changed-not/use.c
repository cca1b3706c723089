#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return cube_of(3) == 27 ? 0 : 1;
}
