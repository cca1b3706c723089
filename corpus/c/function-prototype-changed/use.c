#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return idle(250) == 1 ? 0 : 1;
}
