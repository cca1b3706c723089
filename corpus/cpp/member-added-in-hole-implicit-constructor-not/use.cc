#include "old.h"

#include <cstring>
#include <new>

alignas(entry) static char room[sizeof(entry)];

int main()
{
    std::memset(room, 0, sizeof room);
    asm volatile("" : : : "memory");
    entry *one = new (room) entry;
    one->first = 2;
    one->count = 3;
    asm volatile("" : : : "memory");
    return weight(one) != 5;
}
