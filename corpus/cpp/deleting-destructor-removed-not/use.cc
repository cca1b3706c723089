#include "old.h"

int main()
{
    shape *one = shape::make();
    int area = one->area();
    one->release();
    return area != 4;
}
