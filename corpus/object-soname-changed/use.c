#include "old.h"

/* NEW is installed under its own SONAME. */
int main(void)
{
	return release() == 2 ? 0 : 1;
}
