#include "old.h"

int main()
{
    shape *mine = new shape;
    return measure(mine) != 4;
}
