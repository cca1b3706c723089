#include "old.h"

/* Replaces the weak default; with a strong one the link fails: two definitions. */
int on_overflow(int value)
{
	return value < 0 ? -1 : 1;
}

int main(void)
{
	return add_checked(0x7fffffff, 1) == 1 ? 0 : 1;
}
