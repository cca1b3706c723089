#include "old.h"

int main()
{
    shape *volatile mine = make_shape();
    return measure(mine) != 4 || mine->area() != 4;
}
