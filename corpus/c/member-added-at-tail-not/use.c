#include "old.h"

int main(void)
{
	return pixels[2].alpha == 30 && pixel_alpha(1) == 20 ? 0 : 1;
}
