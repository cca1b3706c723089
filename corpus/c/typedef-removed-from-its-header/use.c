#ifdef ABI_NEW
#include "new-headers/clock.h"
#else
#include "old-headers/clock.h"
#endif

int main(void)
{
    ticks_t now = ticks();

    return now == 7 && level() == 3 ? 0 : 1;
}
