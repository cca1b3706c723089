#include "old.h"

/* The loader gives the thread-local offset as if it were an address. */
int main(void)
{
	if (last_error != 7)
		return 1;
	fail_with(12);
	return last_error == 12 ? 0 : 2;
}
