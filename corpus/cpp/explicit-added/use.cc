#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main()
{
    return twice(3) != 6;
}
