#include "new.h"

__asm__(".symver resize_plain, resize@IMG_1");
__asm__(".symver resize_double, resize@@IMG_2");

int resize_double(int width)
{
	return width * 2;
}

int resize_plain(int width)
{
	return width;
}
