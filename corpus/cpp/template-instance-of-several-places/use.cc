#include "old.h"

int main()
{
    kept<int> one[2] = {{{1, 2}, 3}, {}};
    led<int> way = {one, 1};
    holder both[2] = {{{{}, 1}, 2}, {}};
    return used_of(&way) != 3 || last_of(both) != 2;
}
