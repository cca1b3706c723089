#include "old-headers/ring.h"

void ring_fill(int *values)
{
    for (int at = 0; at < RING_SIZE; at += RING_PRIVATE_STEP)
        values[at] = 1;
}
