#include "new.h"

/* An absolute address in the code, as without -fPIC. */
__asm__(".text\n\t.quad gauge_read\n");

int gauge_read(int channel)
{
	return channel * 3;
}
