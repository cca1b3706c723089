#include "old.h"

int main()
{
    return make_shape()->corners() != 3;
}
