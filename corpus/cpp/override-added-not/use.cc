#include "old.h"

int main()
{
    square *one = square::make();
    return one->area() != 1 || measure(one) != 1;
}
