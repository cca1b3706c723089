#include "old.h"

int main()
{
    shape one = {2};
    return one.area() != 4;
}
