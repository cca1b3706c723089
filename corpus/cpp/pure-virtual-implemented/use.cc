#include "old.h"

struct square : shape {
    int perimeter() override { return 8; }
};

int main()
{
    square mine;
    return measure(&mine) != 12;
}
