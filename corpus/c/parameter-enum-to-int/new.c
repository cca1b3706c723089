#include "new.h"

enum light light_next(enum light now)
{
	return now == LIGHT_GREEN ? LIGHT_RED : now + 1;
}

int light_set(int colour)
{
	return colour == LIGHT_GREEN;
}
