#include "old.h"

int main()
{
    shape *one = make_shape();
    const int area = one->area();
    delete one;
    return area != 3;
}
