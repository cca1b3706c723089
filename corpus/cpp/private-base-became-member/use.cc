#include "old.h"

int main()
{
    counter one;
    counter two = one;

    one.all = 5;
    two = one;
    return one.get() != 7 || two.get() != 7 || two.all != 5;
}
