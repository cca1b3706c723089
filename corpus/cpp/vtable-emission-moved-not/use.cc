#include "old.h"

int main()
{
    return measure(make_shape()) != 7 || make_shape()->corners() != 3;
}
