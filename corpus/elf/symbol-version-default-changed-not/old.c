#include "old.h"

__asm__(".symver round_up_8, round_up@MATH_1");
__asm__(".symver round_up_16, round_up@@MATH_2");

int round_up_8(int value)
{
	return (value + 7) / 8 * 8;
}

int round_up_16(int value)
{
	return (value + 15) / 16 * 16;
}
