#include "old.h"

struct square : shape {
    int area() override { return 9; }
};

int main()
{
    shape *one = make_shape();
    square two;
    return dynamic_cast<square *>(one) != nullptr || one->area() != 4 || two.area() != 9;
}
