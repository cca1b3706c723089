#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return enter() == 1 && nesting == 1 ? 0 : 1;
}
