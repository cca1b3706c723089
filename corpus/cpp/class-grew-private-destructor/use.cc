#include "old.h"

#include <new>

int main()
{
    struct {
        alignas(counter) char room[sizeof(counter)];
        long behind;
    } place = {{}, 7};
    counter *one = new (place.room) counter;
    asm volatile("" : : : "memory");
    return one->get() != 1 || place.behind != 7;
}
