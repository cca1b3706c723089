#include "old.h"

int main()
{
    shape *one = square::make();
    return one->area() != 4;
}
