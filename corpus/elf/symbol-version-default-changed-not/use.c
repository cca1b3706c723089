#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return round_up(17) == 32 ? 0 : 1;
}
