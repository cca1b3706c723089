#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	lamp_set(1);
	return lamp_get() == 1 ? 0 : 1;
}
