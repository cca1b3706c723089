#include "old.h"

int main(void)
{
	/* Vector registers from v8 on belong to the caller of a vector function. */
	register double kept __asm__("v20") = 7;

	__asm__ volatile("" : "+w"(kept));
	double twice = scale(2);
	__asm__ volatile("" : "+w"(kept));
	return !(kept == 7 && twice == 4);
}
