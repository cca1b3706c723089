#include "old.h"

struct mine : square {
    virtual int corners() { return 4; }
};

int main()
{
    mine one;
    shape *made = make_square();
    int seen = made->area() + one.area() + one.corners();
    delete made;
    return seen != 12;
}
