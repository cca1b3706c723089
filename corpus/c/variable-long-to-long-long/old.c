#include "old.h"

long ticks = 41;

void tick(void)
{
	ticks++;
}
