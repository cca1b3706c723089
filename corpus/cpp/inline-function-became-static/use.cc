#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main()
{
    int (counter::*one)() = &counter::one;
    return (make_counter()->*one)() != 1;
}
