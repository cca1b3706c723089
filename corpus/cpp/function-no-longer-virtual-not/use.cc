#include "old.h"

int main()
{
    return make_square()->area() != 4;
}
