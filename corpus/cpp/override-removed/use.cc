#include "old.h"

int main()
{
    square *one = new square;
    return one->square::area() != measure(one);
}
