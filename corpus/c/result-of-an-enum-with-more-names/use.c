#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	enum state s = state_of(1);

	return s == STATE_ON ? 0 : 1;
}
