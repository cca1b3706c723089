#include "old.h"

#include <cstring>
#include <new>

alignas(counter) static char room[sizeof(counter)];

int main()
{
    std::memset(room, 1, sizeof room);
    asm volatile("" : : : "memory");
    counter *one = new (room) counter(3);
    asm volatile("" : : : "memory");
    return one->get() != 3;
}
