#include "new.h"

int colour_is_red(enum colour colour)
{
	return colour == COLOUR_RED;
}
