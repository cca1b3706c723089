#include "old.h"

int main()
{
    shape *one = make_shape();
    return one->area() != 1 || one->corners() != 3;
}
