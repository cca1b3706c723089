#include "old.h"

int main()
{
    box<int> one = {3};
    return one.get() != 3;
}
