#include "old.h"

int main()
{
    holder one[2] = {};
    other two[2] = {};
    one[0].last = 7;
    two[0].last = 9;
    one[1].list.data = 1;
    return last_of(one[0], two[0]) != 16;
}
