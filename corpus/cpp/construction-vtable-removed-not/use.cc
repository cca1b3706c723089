#include "old.h"

int main()
{
    middle one;
    middle copy(one);
    return sum(&copy) != 4;
}
