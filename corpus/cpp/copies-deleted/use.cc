#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main()
{
    counter one;
    counter two = one;
    return two.step() != 2;
}
