#include "new.h"

int pixel_write(int colour, int alpha)
{
	return alpha ? alpha : colour;
}
