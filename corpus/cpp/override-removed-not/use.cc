#include "old.h"

int main()
{
    return measure(make_shape()) != 4;
}
