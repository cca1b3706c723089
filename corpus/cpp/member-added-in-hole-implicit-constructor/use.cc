#include "old.h"

#include <cstring>
#include <new>

alignas(entry) static char room[sizeof(entry)];

int main()
{
    std::memset(room, 1, sizeof room);
    asm volatile("" : : : "memory");
    entry *one = new (room) entry;
    one->ready = true;
    one->count = 3;
    asm volatile("" : : : "memory");
    return weight(one) != 5;
}
