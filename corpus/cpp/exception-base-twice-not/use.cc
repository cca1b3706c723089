#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main()
{
    counter one;
    const named &base = one;
    return base.id() != 9;
}
