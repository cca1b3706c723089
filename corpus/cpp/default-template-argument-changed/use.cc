#include "old.h"

int main()
{
    box<int> one = {3};
    return value_of(one) != 3;
}
