#include "old.h"

int main()
{
    count::counter one;
    count::of<long> two;
    return one.step() == 6 && count::counter::last == 4 && two.step() == 3 ? 0 : 1;
}
