#include "old.h"

int main()
{
    shared one = {};
    one.used = 4;
    return used(one) != 4;
}
