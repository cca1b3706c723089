#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main(void)
{
	HANDLE *h = open_session(5);

	return number_of(h) == 5 ? 0 : 1;
}
