#include "old.h"

#include <new>

int main()
{
    alignas(16) static char room[256];
    shelf *one = new (room) shelf;
    int sum = 0;
    for (item &each : *one)
        sum += each.price;
    return sum != 6;
}
