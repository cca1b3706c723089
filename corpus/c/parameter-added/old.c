#include "old.h"

int pixel_write(int colour)
{
	return colour;
}
