#include "old.h"

template <typename F> static int apply(F what) { return what(3); }

int main()
{
    return apply(&scale) != 6;
}
