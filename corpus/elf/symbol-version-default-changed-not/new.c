#include "new.h"

__asm__(".symver round_up_16, round_up@@MATH_2");
__asm__(".symver round_up_8, round_up@MATH_1");

int round_up_16(int value)
{
	return (value + 15) & ~15;
}

int round_up_8(int value)
{
	return (value + 7) & ~7;
}
