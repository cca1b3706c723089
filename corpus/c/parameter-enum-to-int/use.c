#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return light_set(light_next(LIGHT_AMBER)) ? 0 : 1;
}
