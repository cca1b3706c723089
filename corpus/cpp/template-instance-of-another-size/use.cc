#include "old.h"

int main()
{
    holder both[2] = {};
    both[0].last = 7;
    both[1].last = 9;
    return last_of(both[0]) != 7;
}
