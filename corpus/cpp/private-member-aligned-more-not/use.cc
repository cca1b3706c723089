#include "old-headers/vector.h"

int main()
{
    vector *one = vector::make();
    vector *other = vector::make();
    one->add(*other);
    return one->at(1) != 4.0f;
}
