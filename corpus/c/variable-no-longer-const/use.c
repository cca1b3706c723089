#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return motd_lines == 12 && motd_fits(24) ? 0 : 1;
}
