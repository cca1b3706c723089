#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main()
{
    widened<int>::type side = 3;
    return area(side) == 9 ? 0 : 1;
}
