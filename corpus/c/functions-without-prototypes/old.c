#include "old.h"

void tick()
{
}

void tock()
{
}
