#include "old-headers/clock.h"

ticks_t ticks(void)
{
    return 7;
}

level_t level(void)
{
    return 3;
}
