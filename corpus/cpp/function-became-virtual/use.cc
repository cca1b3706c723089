#include "old.h"

struct square : shape {
    int area() override { return 4; }
    virtual int corners() { return 100; }
};

int main()
{
    square mine;
    return measure(&mine) != 4;
}
