#include "new.h"

void tick()
{
}

void tock()
{
	tick();
}
