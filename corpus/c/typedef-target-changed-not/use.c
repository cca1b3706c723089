#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return colour_invert(0xff0000) == 0x00ffff ? 0 : 1;
}
