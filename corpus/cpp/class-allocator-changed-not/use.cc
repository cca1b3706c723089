#include "old.h"

int main()
{
    counter *one = counter::make();
    int count = one->count;
    counter::destroy(one);
    return count != 1;
}
