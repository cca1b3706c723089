#include "old.h"

struct line {
    point from;
    point to;
};

int main()
{
    line one = {{1, 2}, {3, 4}};
    reset(one.from);
    return one.to.x != 3;
}
