#include "old.h"

struct mine : square {
    virtual int corners() { return 100; }
};

int main()
{
    mine one;
    shape *volatile through = &one;
    return make_square()->area() != 4 || through->area() != 4;
}
