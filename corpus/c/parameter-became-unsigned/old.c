#include "old.h"

int delay_clamp(int ticks)
{
	return ticks > 50 ? 50 : ticks;
}
