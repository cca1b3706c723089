#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return scratch_area[0] == 'e' ? 0 : 1;
}
