#include "new.h"

__asm__(".symver blend_integer, blend@BLEND_1");
__asm__(".symver blend_real, blend@@BLEND_2");

int blend_integer(int ratio)
{
	return ratio;
}

int blend_real(double ratio)
{
	return (int)(ratio * 100);
}
