#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	return letter_rank('c') == 2 ? 0 : 1;
}
