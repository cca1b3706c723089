#ifdef ABI_NEW
#include "new.h"
#else
#include "old.h"
#endif

int main()
{
    return count_of(3) != 3;
}
