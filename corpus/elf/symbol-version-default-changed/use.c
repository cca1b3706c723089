#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

/* Stays with the version it was linked against. */
int main(void)
{
	return hash(2) == 62 ? 0 : 1;
}
