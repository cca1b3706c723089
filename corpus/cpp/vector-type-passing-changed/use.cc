#include "old.h"

int main()
{
    four one = {3, 4, 5, 6};
    return third_of(one) != 5;
}
