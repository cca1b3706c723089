#include "old.h"

struct square : shape {
    int area() override { return 9; }
};

int main()
{
    square mine;
    shape *made = make_shape();
    return measure(&mine) != 9 || dynamic_cast<square *>(made) != nullptr || made->area() != 4;
}
