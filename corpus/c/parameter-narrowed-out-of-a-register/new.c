#include "new.h"

int second(long wide, int other)
{
	return other;
}
