#include "old.h"

int main()
{
    shape *one = make_shape();
    return one->area != 3 || one->edges() != 2;
}
