#include "old.h"

struct square : shape {
    int area() override { return 9; }
};

int main()
{
    square mine;
    return measure(&mine) != 9;
}
