#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return sleep_for(30) == 3 ? 0 : 1;
}
