#include "old.h"

class mine : public shape {
public:
    int area() override { return 1; }
};

int main()
{
    shape *one = make_shape();
    int area = one->area();
    delete one;
    one = new mine;
    area += one->area();
    delete one;
    square two;
    return area != 10 || side(&two) != 3;
}
