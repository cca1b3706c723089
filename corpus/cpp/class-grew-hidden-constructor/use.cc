#include "old.h"

int main()
{
    counter *one = counter::make();

    return one->get() != one->all;
}
