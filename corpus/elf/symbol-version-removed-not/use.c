#include "old.h"

__asm__(".symver resize, resize@IMG_1");

int main(void)
{
	return resize(21) == 21 ? 0 : 1;
}
