#include "old.h"

int colour_is_red(enum colour colour)
{
	return colour == RED;
}
