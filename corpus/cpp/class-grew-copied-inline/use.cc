#include "old-headers/place.h"

__attribute__((noinline)) static void fill()
{
    volatile char stack[256];
    for (unsigned at = 0; at < sizeof stack; at++)
        stack[at] = 0x55;
}

int main()
{
    fill();
    return map::moved(map::origin(), 1) != 4;
}
