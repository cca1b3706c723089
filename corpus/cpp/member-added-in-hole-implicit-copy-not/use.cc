#include "old.h"

#include <cstring>
#include <new>

alignas(entry) static char room[sizeof(entry)];

int main()
{
    entry first(3);

    std::memset(room, 1, sizeof room);
    asm volatile("" : : : "memory");
    entry *one = new (room) entry(first);
    asm volatile("" : : : "memory");
    return first.weight() != 5 || one->weight() != 5;
}
