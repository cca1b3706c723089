#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

static int value_of(const state &one) { return one.value; }

int main()
{
    counter one;

    return value_of(one) != 2 || one.get() != 3;
}
