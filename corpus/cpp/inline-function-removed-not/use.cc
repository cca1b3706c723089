#ifdef ABI_NEW
#include "new-headers/gauge.h"
#else
#include "old-headers/gauge.h"
#endif

int main()
{
    gauge one = {{1, 5}, 3};
    return level_of(one) != 3 || scale::width_of(one.within) != 4 || scale::twice(2) != 4;
}
