#include "old.h"

#include <cstdlib>

struct square : shape {
    int area() override { return 4; }
    virtual int corners() { exit(9); }
};

int main()
{
    square mine;
    return measure(&mine) != 4;
}
