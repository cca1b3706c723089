#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return clamp_percent(-3) == 0 && clamp_percent(300) == 100 ? 0 : 1;
}
