#include "old.h"

__asm__(".symver resize_old, resize@IMG_1");
__asm__(".symver resize_new, resize@@IMG_2");

int resize_old(int width)
{
	return width;
}

int resize_new(int width)
{
	return width * 2;
}
