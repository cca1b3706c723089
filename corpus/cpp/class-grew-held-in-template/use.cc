#include "old.h"

int main()
{
    pair_of<point> one = {{1, 2}, {3, 4}};
    return second_x(one) != 3;
}
