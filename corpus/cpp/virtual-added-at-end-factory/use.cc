#include "old.h"

int main()
{
    return shape::make()->area() != 4;
}
