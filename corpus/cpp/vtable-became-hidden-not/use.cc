#include "old.h"

int main()
{
    return measure(new shape) != 4 || make_shape()->area() != 4;
}
