#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return parse(0x1ff) == 0x7f && format(1) == 2 ? 0 : 1;
}
