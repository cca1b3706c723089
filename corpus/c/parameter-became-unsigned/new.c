#include "new.h"

int delay_clamp(unsigned int ticks)
{
	return ticks > 50 ? 50 : ticks;
}
