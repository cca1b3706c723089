#include "old.h"

int main()
{
    counter *one = counter::make();
    one->step();
    return one->get() != 2;
}
