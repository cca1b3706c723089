#include "old.h"

int main()
{
    // As a function that takes the address of the result first: it then is not the first argument.
    alignas(16) static char room[64];
    span made = make_span(reinterpret_cast<long>(room), 2);
    return made.first != reinterpret_cast<long>(room) || made.last != 2;
}
