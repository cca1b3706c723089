#include "old.h"

#include <new>

int main()
{
    struct {
        alignas(problem) char room[sizeof(problem)];
        long behind;
    } place = {{}, 7};
    try {
        fail();
    } catch (problem &caught) {
        problem *kept = new (place.room) problem(caught);
        asm volatile("" : : : "memory");
        return kept->code != 5 || place.behind != 7;
    }
    return 1;
}
