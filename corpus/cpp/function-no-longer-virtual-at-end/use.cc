#include "old.h"

struct square : shape {
    int area() override { return 4; }
    int perimeter() override { return 8; }
};

int main()
{
    square mine;
    return measure(&mine) != 12;
}
