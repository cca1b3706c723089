#include <new>

#include "old-headers/counter.h"

int main()
{
    struct {
        alignas(counter) char room[sizeof(counter)];
        long behind;
    } place = {{}, 7};
    counter *one = counter::make(place.room);
    asm volatile("" : : : "memory");
    return one->get() != 1 || place.behind != 7;
}
