#include "new.h"

int blink(int times)
{
	return times * 2;
}
