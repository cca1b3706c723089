#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main()
{
    counter one;
    return one.step() != 2;
}
