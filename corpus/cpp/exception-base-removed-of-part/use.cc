#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main()
{
    window one;
    const tag *base = &one;
    return base == nullptr || one.kind() != 2;
}
