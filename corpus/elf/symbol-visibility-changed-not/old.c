#include "old.h"

int blink(int times)
{
	return times * 2;
}
