#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main()
{
    square one;
    const shape &base = one;
    return base.corners() != 4;
}
