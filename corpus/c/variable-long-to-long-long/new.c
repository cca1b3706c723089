#include "new.h"

long long ticks = 41;

void tick(void)
{
	ticks++;
}
