#include "old.h"

static void replace()
{
    delete new shape;
}

int main()
{
    replace();
    return make_shape()->area() != 4;
}
